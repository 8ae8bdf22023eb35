"""What the coder is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

NONE = "NONE"
"""Beside the 16 PLOVER types: nothing is told between the two."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the characters of who acts and on whom; None where nobody is named, on one side at most."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class TypeShares:
    """Probabilities of the 16 PLOVER types and NONE, adding up to 1."""

    shares: Mapping[str, float]

    @property
    def none(self) -> float:
        """How likely nothing is told between the two."""
        return self.shares[NONE]

    @property
    def likeliest(self) -> str:
        """The likeliest PLOVER type, NONE left aside."""
        return max((kind for kind in self.shares if kind != NONE), key=self.shares.__getitem__)

    def given_an_event(self, kind: str) -> float:
        """The probability of a type, where it is known that something is told."""
        return self.shares[kind] / max(1.0 - self.none, 1e-9)


class PairCoder(Protocol):
    """Anything that tells types for pairs: the trained coder, or a larger model behind an address."""

    def shares(self, pairs: Sequence[Pair]) -> list[TypeShares]:
        """The types' probabilities for each pair, in order."""
        ...


@dataclass(frozen=True, slots=True)
class SentenceMarks:
    """What a whole sentence tells: shares of types, and for each token how likely it has a role.

    `offsets` are the tokens' characters; `roles` maps "doer", "target", "act" of an event and "source", "cue",
    "content" of an attribution to one probability a token. Tokens beyond what the coder reads are left out.
    """

    types: TypeShares
    offsets: Sequence[tuple[int, int]]
    roles: Mapping[str, Sequence[float]]

    def share(self, role: str, start: int, end: int) -> float:
        """The highest probability of a role among the tokens at these characters; 0 where none was read."""
        told = zip(self.offsets, self.roles[role], strict=True)
        return max((share for (low, high), share in told if low < end and start < high), default=0.0)


@runtime_checkable
class SentenceCoder(Protocol):
    """A coder that also reads sentences in which nothing is marked."""

    def sentences(self, texts: Sequence[str]) -> list[SentenceMarks]:
        """What each sentence tells, in order."""
        ...


def may_refuse(coder: PairCoder) -> bool:
    """Whether a coder checks answers and refuses some, so that each line must be asked about by itself."""
    return bool(getattr(coder, "may_refuse", False))
