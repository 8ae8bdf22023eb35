"""A scenario file asked: numbers taken from tables and from a world where the file leaves them out, then answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.actors.registry import Registry
from detente.errors import InputError
from detente.scenarios.facts import Facts
from detente.scenarios.scenario import Mediation, Number
from detente.scenarios.yaml_tree import MOST_BYTES

if TYPE_CHECKING:
    from datetime import date

    from detente.records import Reading
    from detente.scenarios.answer import Answered

EXAMPLES: Final = Path(__file__).parents[1] / "examples"

Progress = Callable[[int, int], None]


def scenario(
    file: str | Path,
    *,
    world: Path | None = None,
    draws: int = 1000,
    user_actors: Sequence[Path] = (),
    progress: Progress = lambda done, of: None,
) -> Answered:
    """Answer a scenario file.

    Args:
        file: The YAML file; an example that comes with Detente is found by its name, as examples/afghan-exit.yaml.
        world: The world that ties and mediations are taken from where the file leaves ties out or says `from: world`.
        draws: Rows of each sample of the sensitivity.
        user_actors: YAML files with actors of the user's own.
        progress: Told how far the sensitivity has come.

    Raises:
        ScenarioError: The file breaks its rules.
        InputError: It cannot be read.
        WorldError: The world cannot be read.
    """
    content, name = _content(file)
    return answer_content(content, name, world=world, draws=draws, user_actors=user_actors, progress=progress)


def answer_content(
    content: bytes,
    name: str,
    *,
    world: Path | None = None,
    draws: int = 1000,
    user_actors: Sequence[Path] = (),
    progress: Progress = lambda done, of: None,
) -> Answered:
    """Answer a scenario file that is at hand as bytes; see `scenario`."""
    from detente.scenarios.answer import answer
    from detente.scenarios.reader import read_scenario

    facts = Facts(Registry.load(user_actors))
    read = read_scenario(content, name, facts) if world is None else None
    mediations: Mapping[str, tuple[Mediation, ...]] = {}
    if world is not None:
        facts, mediations = _of_world(content, name, facts, world)
        read = read_scenario(content, name, facts)
    assert read is not None, "read with or without a world"
    return answer(read, draws=draws, mediations=mediations, progress=progress)


def scenario_draft(reading: Reading) -> str:
    """A scenario file proposed from what a text says; see `detente.scenarios.draft`."""
    from detente.scenarios.draft import draft_scenario

    return draft_scenario(reading, Facts(Registry.load()))


def _content(file: str | Path) -> tuple[bytes, str]:
    path = Path(file)
    packaged = EXAMPLES / path.name
    if not path.exists() and path.parent.name in ("", "examples") and packaged.is_file():
        path = packaged
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1), str(file)
    except OSError as error:
        shipped = ", ".join(sorted(f"examples/{each.name}" for each in EXAMPLES.glob("*.yaml")))
        raise InputError(
            f"{file}: {error.strerror or error}. Give a scenario file (docs/scenarios.md), or one that comes with "
            f"Detente: {shipped}."
        ) from None


def _of_world(
    content: bytes, name: str, facts: Facts, world: Path
) -> tuple[Facts, Mapping[str, tuple[Mediation, ...]]]:
    """The ties of the file's actors that a world knows, and the mediations of its brokers."""
    from detente.pipeline.scenario_ties import world_mediations, world_ties
    from detente.scenarios.checked import checked_form
    from detente.scenarios.yaml_tree import read_tree

    form = checked_form(read_tree(content, name), name)
    keys = [*form.actors, *form.change.actors]
    known = {key: found for key in keys if (found := facts.actor(key)) is not None}
    ids = sorted({actor.id for actor in known.values()})
    day: date = form.as_of
    ties: dict[tuple[str, str], Number] = {}
    for pair, number in world_ties(world, list(combinations(ids, 2)), day):
        ties[pair] = number
    brokers = {key: known[key].id for key in (form.deal.brokers if form.deal else ()) if key in known}
    told = world_mediations(world, list(brokers.values()), day)
    return replace(facts, ties=ties, world=str(world)), {key: told.get(each, ()) for key, each in brokers.items()}


def example_names() -> Iterator[str]:
    """The scenario files that come with Detente."""
    yield from (f"examples/{each.name}" for each in sorted(EXAMPLES.glob("*.yaml")))
