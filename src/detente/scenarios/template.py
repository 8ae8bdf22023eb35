"""A first scenario of two actors from what is known of them: ties, sizes and stances filled in, the rest assumed.

What was measured or read stands with its source. What nobody measured (how much an actor cares, what changes) is one
round number, marked as an assumption, for a reader to go through.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, combinations, count
from typing import Final

from detente.scenarios.draft import AGAINST, CARES, FOR
from detente.scenarios.draft_parts import slug
from detente.scenarios.scenario import Number

Pair = tuple[str, str]

TRIED: Final = 0.75
"""How far the change that stands in the file to be replaced moves the tie of the two."""

NEARER: Final = 20
"""How much closer it lets the two want to come."""

MIDDLE: Final = 50
CLOSENESS: Final = "closeness"


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the template.

    Attributes:
        id, name: As the world has it.
        size: Percent of the world's capability and its year; None where no table has it.
    """

    id: str
    name: str
    size: tuple[float, int] | None


@dataclass(frozen=True, slots=True)
class Stood:
    """Where an actor stands on an issue: for (True), against (False) or divided (None), and what says so."""

    favours: bool | None
    source: str


@dataclass(frozen=True)
class Surrounding:
    """What is known of two actors and those around them.

    Attributes:
        pair: The two.
        actors: All that take part, the two first.
        day: The day.
        world: What the world is called.
        ties: Ties that it knows, by two ids in alphabetical order.
        stands: By issue, what actors want of it.
        brokers: Who is friendly with both.
    """

    pair: Pair
    actors: Sequence[Known]
    day: date
    world: str
    ties: Mapping[Pair, Number] = field(default_factory=dict)
    stands: Mapping[str, Mapping[str, Stood]] = field(default_factory=dict)
    brokers: Sequence[str] = ()

    def tie(self, a: str, b: str) -> float:
        """How two stand, as far as it is known; else 0."""
        found = self.ties.get((min(a, b), max(a, b)))
        return 0.0 if found is None else found.value

    def name(self, actor: str) -> str:
        """An actor's name."""
        return next(each.name for each in self.actors if each.id == actor)


def template(known: Surrounding) -> str:
    """The YAML of a scenario that runs as it stands."""
    return "\n".join(_lines(known)) + "\n"


def _lines(known: Surrounding) -> Iterator[str]:
    a, b = known.pair
    names = f"{known.name(a)} and {known.name(b)}"
    yield "# A scenario to begin with: what the world knows is filled in with its source; what it does not know is one"
    yield "# round number marked as an assumption. Go through them, and write under `change` what is to be different."
    yield f"scenario: {_text(f'What if {names} came closer')}"
    yield f"as_of: {known.day}"
    yield f"question: {{pair: [{_text(a)}, {_text(b)}], issue: closeness}}"
    yield ""
    yield "actors: # sizes are percent of the world's capability"
    yield from (f"  {_text(actor.id)}: {_actor(actor)}" for actor in known.actors)
    yield ""
    yield "ties: # -2 enemies ... 2 allies"
    yield '  default: {value: 0, range: [-0.5, 0.5], assumption: "the world knows nothing of these two"}'
    yield "  pairs:" if known.ties else "  pairs: []"
    for (one, other), tie in known.ties.items():
        ends = f"value: {tie.value:.2f}, range: [{_ends(tie)}]"
        yield f"    - {{between: [{_text(one)}, {_text(other)}], {ends}, source: {_text(_told(tie, known))}}}"
    yield ""
    yield "issues: # positions 0 to 100 on the issue's scale; salience 0 to 100: how much an actor cares"
    yield from _closeness(known)
    for key, issue in _keys(known).items():
        yield from _issue(key, issue, known)
    yield ""
    yield from _change(known)
    yield from _deal(known)


def _change(known: Surrounding) -> Iterator[str]:
    """What is tried: the two closer, and wanting to be so."""
    a, b = known.pair
    yield "change:"
    yield f"  title: {_text(f'{known.name(a)} and {known.name(b)} come closer (write here what changes)')}"
    yield "  ties:"
    yield "    pairs:"
    value = min(known.tie(a, b) + TRIED, 2.0)
    reach = f"[{max(value - 0.5, -2):.2f}, {min(value + 0.5, 2):.2f}]"
    words = _text(f"the change to try: {TRIED:g} more than now")
    yield f"      - {{between: [{_text(a)}, {_text(b)}], value: {value:.2f}, range: {reach}, assumption: {words}}}"
    yield "  issues:"
    yield "    closeness:"
    yield "      positions:"
    position = min(round(MIDDLE + 15 * known.tie(a, b)) + NEARER, 100)
    for actor in (a, b):
        yield f"  {_stand(actor, position, 55, f'the change to try: {NEARER} points closer than now')}"


def _actor(actor: Known) -> str:
    name = f"name: {_text(actor.name)}, " if actor.name != actor.id else ""
    if actor.size is not None:
        percent, year = actor.size
        return f"{{{name.removesuffix(', ')}}} # {percent:.2g} %, from CINC {year}"
    words = "no table has its size"
    return f'{{{name}size: {{value: 0.2, range: [0.05, 0.6], assumption: "{words}"}}}}'


def _closeness(known: Surrounding) -> Iterator[str]:
    a, b = known.pair
    yield "  closeness:"
    yield f"    title: {_text(f'How close {known.name(a)} and {known.name(b)} become')}"
    yield '    scale: {low_means: "as far apart as foes", high_means: "allies"}'
    yield "    positions:"
    for actor in (a, b):
        yield _stand(actor, round(MIDDLE + 15 * known.tie(a, b)), 55, "from how the two stand now")
    for actor in (each.id for each in known.actors[2:]):
        to_a, to_b = known.tie(actor, a), known.tie(actor, b)
        if to_a or to_b:
            lean = min(to_a, to_b) if min(to_a, to_b) < 0 else (to_a + to_b) / 2
            position = round(min(max(MIDDLE + 22 * lean, 5), 90))
            yield _stand(actor, position, 30, f"from its ties to {a} ({to_a:+.2f}) and {b} ({to_b:+.2f})")


def _keys(known: Surrounding) -> dict[str, str]:
    """Each issue's name by a key of its own in the file."""
    found: dict[str, str] = {}
    for issue in known.stands:
        plain = slug(issue)
        tried = chain([plain], (f"{plain}-{number}" for number in count(2)))
        found[next(key for key in tried if key not in found and key != CLOSENESS)] = issue
    return found


def _issue(key: str, issue: str, known: Surrounding) -> Iterator[str]:
    yield f"  {_text(key)}:"
    yield f"    title: {_text(issue)}"
    yield '    scale: {low_means: "stopped", high_means: "carried through"}'
    yield "    positions:"
    for actor, stood in known.stands[issue].items():
        position = MIDDLE if stood.favours is None else FOR if stood.favours else AGAINST
        words = "texts differ on where it stands" if stood.favours is None else "how far, and how much it cares"
        yield _stand(actor, position, CARES, words, source=stood.source or f"world {known.world}")


def _stand(actor: str, position: int, salience: int, words: str, *, source: str = "") -> str:
    told = f"source: {_text(source)}, " if source else ""
    return (
        f"      {_text(actor)}: {{position: {{value: {position}, range: [{max(position - 20, 0)}, "
        f"{min(position + 20, 100)}]}}, salience: {{value: {salience}, range: [{max(salience - 25, 0)}, "
        f"{min(salience + 25, 100)}]}}, {told}assumption: {_text(words)}}}"
    )


def _deal(known: Surrounding) -> Iterator[str]:
    """A bargain over the issues on which both stand, where they have some."""
    both = [key for key, issue in _keys(known).items() if set(known.pair) <= set(known.stands[issue])]
    if not both:
        return
    yield ""
    yield "deal:"
    yield f"  between: [{', '.join(map(_text, known.pair))}]"
    yield f"  issues: [{', '.join(map(_text, both[:12]))}]"
    yield '  holds: {value: 0.3, range: [0.1, 0.5], assumption: "how likely a deal comes about and holds"}'
    if known.brokers:
        yield "  brokers:"
        for broker in known.brokers:
            words = "somewhat likelier with a friend of both"
            yield f'    {_text(broker)}: {{holds: {{value: 0.4, range: [0.15, 0.65], assumption: "{words}"}}}}'


def _told(tie: Number, known: Surrounding) -> str:
    """The terms of a tie; the world by its name, not by where it lies on somebody's disk."""
    return f"world {known.world}: {tie.why.partition(': ')[2] or tie.why}"


def _ends(tie: Number) -> str:
    return f"{min(tie.low, round(tie.value, 2)):.2f}, {max(tie.high, round(tie.value, 2)):.2f}"


def _text(words: str) -> str:
    """A text as YAML: bare where it can be, else in quotes; without what a scenario file may not hold."""
    plain = "".join(char for char in " ".join(words.split()) if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    if plain.isascii() and plain.isalpha() and plain.casefold() not in _WORDS:
        return plain
    return json.dumps(plain[:300] or "?", ensure_ascii=False)


_WORDS: Final = frozenset({"null", "true", "false"})


def pairs_of(actors: Sequence[str]) -> list[Pair]:
    """Each two, in alphabetical order."""
    return list(combinations(sorted(actors), 2))
