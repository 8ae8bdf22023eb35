"""Past, participle and -ing form of the verbs in phrases.tsv: the rules of English, and the irregular ones by name."""

from __future__ import annotations

from actors_and_things import words

# base: past, participle
IRREGULAR = {base: (past, participle) for base, past, participle in map(str.split, words("IRREGULAR"))}
VOWELS = "aeiou"


def past(verb: str) -> str:
    """The past tense: "met", "carried", "released"."""
    return IRREGULAR[verb][0] if verb in IRREGULAR else _regular(verb)


def participle(verb: str) -> str:
    """The past participle."""
    return IRREGULAR[verb][1] if verb in IRREGULAR else _regular(verb)


def gerund(verb: str) -> str:
    """The -ing form."""
    if verb in IRREGULAR and IRREGULAR[verb][0].endswith("ed") and len(IRREGULAR[verb][0]) == len(verb) + 3:
        return IRREGULAR[verb][0][:-2] + "ing"  # "banned": the doubled letter
    if verb == "lie":
        return "lying"
    if verb[-3:] in {"cut", "hit", "let", "put", "set", "shut"[-3:], "win", "run", "sit", "beg"} or verb == "quit":
        return verb + verb[-1] + "ing"
    if verb.endswith("e") and not verb.endswith(("ee", "be")):
        return verb[:-1] + "ing"
    return verb + "ing"


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + "ed"
