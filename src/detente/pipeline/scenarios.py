"""A scenario file asked: numbers taken from tables and from a world where the file leaves them out, then answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.actors.registry import Registry
from detente.errors import InputError
from detente.scenarios.facts import Facts
from detente.scenarios.scenario import Mediation, Scenario
from detente.scenarios.yaml_tree import MOST_BYTES

if TYPE_CHECKING:
    from detente.records import Reading
    from detente.scenarios.answer import Answered
    from detente.scenarios.form import ScenarioForm
    from detente.scenarios.yaml_tree import Tree

EXAMPLES: Final = Path(__file__).parents[1] / "examples"

Progress = Callable[[int, int], None]


def scenario(
    file: str | Path | bytes | Mapping[str, Any],
    *,
    world: Path | None = None,
    draws: int = 1000,
    values: Mapping[str, float] | None = None,
    user_actors: Sequence[Path] = (),
    progress: Progress = lambda done, of: None,
) -> Answered:
    """Answer a scenario.

    Args:
        file: A YAML file; an example that comes with Detente is found by its name, as examples/afghan-exit.yaml. Text
            of more than one line, and bytes, are YAML itself, a mapping the data of such a file.
        world: The world that ties and mediations are taken from where the file leaves ties out or says `from: world`.
        draws: Rows of each sample of the sensitivity.
        values: Other values for some of its numbers, by their fields; see `detente.scenarios.retold`.
        user_actors: YAML files with actors of the user's own.
        progress: Told how far the sensitivity has come; what it raises ends the answering.

    Raises:
        ScenarioError: The scenario breaks its rules.
        InputError: The file cannot be read.
        WorldError: The world cannot be read.
    """
    from detente.scenarios.answer import answer
    from detente.scenarios.retold import with_values

    read, mediations = _read(file, Facts(Registry.load(user_actors)), world, progress)
    return answer(with_values(read, values or {}), draws=draws, mediations=mediations, progress=progress)


def _read(
    file: str | Path | bytes | Mapping[str, Any], facts: Facts, world: Path | None, progress: Progress
) -> tuple[Scenario, Mapping[str, tuple[Mediation, ...]]]:
    from detente.scenarios.checked import checked_form
    from detente.scenarios.reader import scenario_of

    tree, name = _tree(file)
    form = checked_form(tree, name)
    mediations: Mapping[str, tuple[Mediation, ...]] = {}
    if world is not None:
        facts, mediations = _of_world(form, facts, world, progress)
    return scenario_of(tree, form, name, facts), mediations


def _tree(file: str | Path | bytes | Mapping[str, Any]) -> tuple[Tree, str]:
    from detente.scenarios.problems import ScenarioFileError
    from detente.scenarios.yaml_tree import Tree, read_tree

    if not isinstance(file, Mapping):
        content, name = _content(file)
        return read_tree(content, name), name
    name = "the mapping"
    try:  # through the same gate as a file; its lines are nobody's
        return Tree(read_tree(_dumped(file), name).data, {}), name
    except ScenarioFileError as error:
        raise ScenarioFileError(name, tuple(replace(each, line=None) for each in error.problems)) from None


def _dumped(data: Mapping[str, Any]) -> bytes:
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    try:
        return yaml.dump(dict(data), Dumper=Plain, sort_keys=False, allow_unicode=True).encode()
    except (yaml.YAMLError, RecursionError, UnicodeError, TypeError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"The mapping is no scenario: {told}. Give plain values as in docs/scenarios.md.") from None


def scenario_draft(reading: Reading) -> str:
    """A scenario file proposed from what a text says; see `detente.scenarios.draft`."""
    from detente.scenarios.draft import draft_scenario

    return draft_scenario(reading, Facts(Registry.load()))


def _content(file: str | Path | bytes) -> tuple[bytes, str]:
    if isinstance(file, bytes):
        return file, "the text"
    if isinstance(file, str) and "\n" in file:
        return file.encode("utf-8", "surrogatepass"), "the text"
    path = Path(file)
    packaged = EXAMPLES / path.name
    try:
        if not path.exists() and path.parent.name in ("", "examples") and packaged.is_file():
            path = packaged
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES + 1), str(file)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        shipped = ", ".join(example_names())
        raise InputError(
            f"{str(file)[:200]}: {told}. Give a scenario file (docs/scenarios.md), or one that comes with "
            f"Detente: {shipped}."
        ) from None


def _of_world(
    form: ScenarioForm, facts: Facts, world: Path, progress: Progress
) -> tuple[Facts, Mapping[str, tuple[Mediation, ...]]]:
    """The ties of the file's actors that a world knows, and the mediations of its brokers."""
    from detente.pipeline.scenario_ties import world_mediations, world_ties

    keys = [*form.actors, *form.change.actors]
    known = {key: found for key in keys if (found := facts.actor(key)) is not None}
    given = [tie.between for tie in form.ties.pairs if tie.from_ is None]
    told = {frozenset(known[each].id for each in two) for two in given if known.keys() >= set(two)}
    ids = sorted({actor.id for actor in known.values()})
    asked = [pair for pair in combinations(ids, 2) if frozenset(pair) not in told]
    ties = dict(world_ties(world, asked, form.as_of, progress=progress))
    brokers = {key: known[key].id for key in (form.deal.brokers if form.deal else ()) if key in known}
    mediated = world_mediations(world, list(brokers.values()), form.as_of)
    return replace(facts, ties=ties, world=str(world)), {key: mediated.get(each, ()) for key, each in brokers.items()}


def example_names() -> tuple[str, ...]:
    """The scenario files that come with Detente, as `scenario` takes them."""
    return tuple(f"examples/{each.name}" for each in sorted(EXAMPLES.glob("*.yaml")))


def example_text(name: str) -> str:
    """The YAML of one of them."""
    return (EXAMPLES / Path(name).name).read_text(encoding="utf-8")
