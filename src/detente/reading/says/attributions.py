"""The record of one attribution, and the lookup of what is said at a token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.reading.says.speakers import Range
from detente.records import Status

# Sorts that take a side on something rather than say that it is so: "condemned the attack", "wants a deal".
ATTITUDES = frozenset({"criticise", "praise", "support", "oppose", "discuss", "refuse"})

DEEPEST = 12  # claims inside claims that are kept for a token, from the innermost


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says, thinks, claims, denies, asks or foretells something; all ranges are tokens ``[i, j)`` of the doc.

    Attributes:
        source: The speaker's noun phrase; None when nobody is named ("it is alleged", "reportedly").
        source_head: Index of its head; None with `source`.
        cue: The words that tell so ("has said", "according to"); for a quotation without any, its opening mark.
        cue_lemma: Lemma of the cue, as in ``attribution_cues.csv``.
        content: What is said, in text order; several ranges when the cue interrupts it.
        strength: Status that the content has through this attribution.
        sort: Class of the cue: say, show, claim, accuse, deny, doubt, think, fear, hope, want, predict, warn,
            promise, threat(en), ask, order, perceive, call, criticise, praise, support, oppose, discuss, refuse.
        frame: How the content stands: that, wh, quote, inf, ing, object, clause, or the preposition before it.
    """

    source: Range | None
    source_head: int | None
    cue: Range
    cue_lemma: str
    content: tuple[Range, ...]
    strength: Status
    sort: str
    frame: str

    @property
    def length(self) -> int:
        """Tokens of content."""
        return sum(end - start for start, end in self.content)

    def holds(self, token: int) -> bool:
        """Whether the content holds the token of this index."""
        return any(start <= token < end for start, end in self.content)


class Attributions(tuple[Attribution, ...]):
    """The attributions of a doc, innermost (shortest content) first, with a lookup by token.

    The lookup is built once, so that asking for every token stays linear in the doc's length.
    """

    _holding: dict[int, list[Attribution]]

    def __new__(cls, found: Iterable[Attribution]) -> Attributions:
        made = super().__new__(cls, sorted(found, key=lambda each: (each.length, each.cue)))
        made._holding = {}
        for each in made:
            for start, end in each.content:
                for token in range(start, end):
                    holders = made._holding.setdefault(token, [])
                    if len(holders) < DEEPEST:
                        holders.append(each)
        return made

    def holding(self, token: int) -> list[Attribution]:
        """Every attribution whose content holds the token, innermost first."""
        return self._holding.get(token, [])


def holding(token: int, attributions: tuple[Attribution, ...]) -> list[Attribution]:
    """Every attribution whose content holds the token index, innermost first."""
    if isinstance(attributions, Attributions):
        return attributions.holding(token)
    return sorted((each for each in attributions if each.holds(token)), key=lambda each: each.length)
