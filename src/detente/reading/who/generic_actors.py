"""Whether a noun phrase names somebody: who acts in news or is acted on, though no register of actors knows them."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from detente.actors.roles import read_roles, role_key
from detente.reading.code.word_tables import read_table

NAMES = frozenset({"PERSON", "NORP", "ORG", "GPE"})
NOT_NAMES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT"}
)
PRONOUNS = frozenset({"i", "you", "he", "she", "we", "they", "him", "her", "us", "them", "me", "who", "whom"})
COUNTED = frozenset({"CARDINAL"})


def names_somebody(head: Token) -> bool:
    """Whether the phrase under a head names a human being, a body of them, or a place that stands for one.

    "protesters", "the government", "it" (where a clause before may say who) and "40" in "killed 40" do; "smoke",
    "arrival" and "Wednesday" do not.
    """
    if head.pos_ == "PRON":
        return head.lower_ in PRONOUNS or head.lower_ == "it" or _stands_for_people(head)
    if head.ent_type_ in NOT_NAMES:
        return False
    if head.ent_type_ in NAMES or head.pos_ == "PROPN":
        return True
    if head.pos_ == "NUM" or head.ent_type_ in COUNTED:
        return not any(child.dep_ in {"pobj", "prep"} for child in head.children)
    return any(role_key(word) in generic_nouns() for word in (head.lemma_, head.text)) or _is_owned_body(head)


def _stands_for_people(head: Token) -> bool:
    return head.lower_ in {"others", "those", "many", "some", "everyone", "everybody", "nobody", "someone", "one"}


def _is_owned_body(head: Token) -> bool:
    """An adjective of a people that stands for it ("the Iranians", "Somali")."""
    return head.pos_ == "ADJ" and head.text[:1].isupper()


@cache
def generic_nouns() -> frozenset[str]:
    """Nouns for somebody, spelt as `role_key` does: our own list, and the roles of the register of actors."""
    own = (word for row in read_table("generic_actors.csv") for word in row["nouns"].split())
    return frozenset({*map(role_key, own), *read_roles()})
