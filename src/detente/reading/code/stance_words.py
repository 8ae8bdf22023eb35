"""The words for stances: loads tables/stances.csv, and names what one can be for or against."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from detente.reading.code.word_tables import read_table
from detente.reading.syntax.words import word_set
from detente.records import Stance

# Nouns that name something one can be for or against.
ISSUE_NOUNS = word_set(
    """plan project proposal initiative corridor pipeline deal agreement accord treaty pact resolution bill law
    policy move decision idea relationship relation tie alliance partnership cooperation rapprochement
    membership accession bid expansion enlargement intervention presence deployment base exercise sale programme
    program sanction embargo ceasefire truce talk negotiation peace war withdrawal exit election referendum
    independence autonomy annexation settlement construction dam port route strategy doctrine vision order
    reform budget tariff ban blockade nomination candidacy summit conference mission effort attempt influence
    role involvement interference sovereignty statehood status claim demand solution roadmap framework draft
    text package union bloc association line engagement measure step mediation normalisation normalization recognition
    admission offensive operation authorisation authorization verdict ruling award arbitration partition federation
    integration unification reunification repatriation fence wall canal extradition amnesty transition handover
    vote inspection trial prosecution code resumption reopening return presence access investment moratorium quota
    delivery drilling fishing formula coup"""
)
# What an issue is seen or called as by who is against it, and by who is for it.
BAD = word_set(
    """threat danger provocation stab mistake illegal unacceptable violation trap betrayal challenge red-line
    affront error aggression blackmail insult plot encroachment obstacle risk unfair illegitimate dangerous
    reckless failure unwelcome unnecessary unjust provocative destabilising destabilizing harmful premature absurd
    shameful outrageous disastrous counterproductive unhelpful regrettable deplorable void rash insufficient
    inadequate unjustified unlawful"""
)
GOOD = word_set(
    """opportunity success priority necessity lifeline victory breakthrough step milestone model boon chance vital
    essential legitimate historic solution guarantee welcome positive constructive necessary helpful beneficial
    fair encouraging credible realistic"""
)
# What an issue does to who is against it ("the project angered Poland"), and to who is for it.
VEXING = word_set("anger alarm worry upset irk infuriate enrage annoy rattle unnerve outrage irritate unsettle")
PLEASING = word_set("please delight encourage hearten")


class StanceWord(NamedTuple):
    """One row of the table: the stance, and where what is at issue stands."""

    stance: Stance
    slots: tuple[str, ...]


@cache
def stance_words() -> dict[tuple[str, str], tuple[StanceWord, ...]]:
    """Stance words by (lemma, part of speech)."""
    found: dict[tuple[str, str], list[StanceWord]] = {}
    for row in read_table("stances.csv"):
        word = StanceWord(Stance(row["stance"]), tuple(row["slots"].split("|")))
        found.setdefault((row["word"], row["pos"]), []).append(word)
    return {key: tuple(words) for key, words in found.items()}


def mood_stance(verb: str) -> Stance | None:
    """The stance of whom an issue moves so: "anger" is to oppose; None for other verbs."""
    return Stance.OPPOSE if verb in VEXING else Stance.SUPPORT if verb in PLEASING else None


def judged_stance(judgements: set[str]) -> Stance | None:
    """The stance of who sees or calls an issue so: "a threat" is to oppose; None where none of the words judges."""
    return None if judgements.isdisjoint(BAD | GOOD) else Stance.OPPOSE if judgements & BAD else Stance.SUPPORT
