"""Nouns that mean one human being: "the governor", "a spokesman", "his ambassador"."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from detente.reading.code.word_tables import read_table

_WORDS = """
adviser advisor ambassador analyst author banker bishop boss businessman captain cardinal chairman chairwoman chancellor
chief cleric colonel columnist commander commissioner comrade consul coordinator correspondent councillor critic
defector delegate deputy dictator diplomat director economist editor emir emperor envoy exile expert foe general
governor guerrilla head historian imam inspector judge journalist king lawmaker lawyer leader legislator lieutenant
major marshal mayor mediator member minister monarch mullah negotiator observer officer official opponent
parliamentarian policeman politician pope premier president priest prime prince princess professor prosecutor protester
queen rebel reporter representative researcher ruler scholar secretary senator sheikh soldier spokesman spokesperson
spokeswoman spy strongman sultan tsar veteran warlord widow witness writer admiral ayatollah brigadier congressman
congresswoman counsellor counselor emissary fighter premier shah sovereign statesman successor predecessor
"""
PERSON_NOUNS = frozenset(_WORDS.split())


def sex_of(name: str) -> str | None:
    """ "female" or "male" by the first word of a full name; None where it says nothing."""
    first, blank, _ = name.partition(" ")
    return _first_names().get(first.casefold()) if blank else None


@cache
def _first_names() -> dict[str, str]:
    return {name: row["sex"] for row in read_table("first_names.csv") for name in row["names"].split()}


def is_person_noun(head: Token) -> bool:
    """Whether a noun is singular and names a human being."""
    return head.tag_ in {"NN", "NNP"} and head.lemma_.lower() in PERSON_NOUNS
