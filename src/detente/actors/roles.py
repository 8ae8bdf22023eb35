"""Nouns that stand for a part of a state ("army", "foreign minister"), and the actor that part is."""

from __future__ import annotations

from detente.actors.model import Actor, Name, Role
from detente.actors.tables import TABLES, read_kind, read_table
from detente.records import ActorKind

SECTORS: dict[str, tuple[str, ActorKind]] = {
    "GOV": ("government", ActorKind.GOVERNMENT),
    "MIL": ("military", ActorKind.MILITARY),
    "COP": ("police", ActorKind.GOVERNMENT),
    "SPY": ("intelligence", ActorKind.GOVERNMENT),
    "JUD": ("judiciary", ActorKind.GOVERNMENT),
    "LEG": ("legislature", ActorKind.GOVERNMENT),
    "OPP": ("opposition", ActorKind.PARTY),
    "MED": ("media", ActorKind.MEDIA),
    "BUS": ("business", ActorKind.COMPANY),
    "CVL": ("civilians", ActorKind.POPULATION),
    "EDU": ("education", ActorKind.ORGANISATION),
    "REB": ("rebels", ActorKind.ARMED_GROUP),
    "UAF": ("unaligned armed forces", ActorKind.ARMED_GROUP),
    "REF": ("refugees", ActorKind.POPULATION),
    "LAB": ("labour", ActorKind.ORGANISATION),
    "ELI": ("elites", ActorKind.PERSON),
}
"""CAMEO 1.1b3 actor sectors (codebook, chapter 3), each with the words and kind of the actor it makes of a state."""

_SPELLINGS = (("defense", "defence"), ("organization", "organisation"), ("labor", "labour"), ("-", " "))
_IRREGULAR = {"children": "child", "thieves": "thief", "wives": "wife"}


def read_roles() -> dict[str, Role]:
    """Read roles.csv: each noun phrase, spelt as `role_key` does, with its role.

    Raises:
        TableError: A sector is not CAMEO's, a kind unknown, or a phrase given twice.
    """
    roles: dict[str, Role] = {}
    for row in read_table(TABLES / "roles.csv", ("phrase", "sector", "kind", "office")):
        if row["sector"] not in SECTORS:
            raise row.fault("sector", f"{row['sector']!r} is not one of {', '.join(SECTORS)}")
        spelt = role_key(row["phrase"])
        if spelt in roles:
            raise row.fault("phrase", f"{row['phrase']!r} was given before")
        roles[spelt] = Role(row["phrase"], row["sector"], read_kind(row), row["office"] or None)
    return roles


def role_key(phrase: str) -> str:
    """A noun phrase in one spelling: lower case, British, no hyphens, its last word singular.

    >>> role_key("Defense Ministers")
    'defence minister'
    """
    phrase = " ".join(phrase.casefold().replace("’", "'").split())
    for other, ours in _SPELLINGS:
        phrase = phrase.replace(other, ours)
    head, space, last = phrase.rpartition(" ")
    return head + space + _singular(last)


def make_organ(actor_id: str, base: Actor, sector: str, names: tuple[Name, ...] = ()) -> Actor:
    """The part of a state (or other body) that a CAMEO sector stands for; it belongs to what `base` belongs to.

    Raises:
        KeyError: The sector is not one of `SECTORS`.
    """
    label, kind = SECTORS[sector]
    cameo = base.codes.get("cameo")
    return Actor(
        id=actor_id,
        name=f"{base.name}: {label}",
        kind=kind,
        state=base.state,
        start=base.start,
        end=base.end,
        names=names,
        codes={"cameo": f"{cameo}{sector}"} if cameo else {},
        source="CAMEO 1.1b3 actor sectors",
    )


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
