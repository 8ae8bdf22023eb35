"""A checked file to a scenario: the baseline, the change laid over it, the question and the deal."""

from __future__ import annotations

from typing import Any

from detente.scenarios.checked import checked_form
from detente.scenarios.checks import Checks, dotted, why_of
from detente.scenarios.deal_reader import read_deal
from detente.scenarios.facts import Facts
from detente.scenarios.form import ScenarioForm
from detente.scenarios.scenario import Said, Scenario
from detente.scenarios.setting_reader import SettingReader
from detente.scenarios.yaml_tree import Path, Tree, read_tree


def read_scenario(content: bytes, name: str, facts: Facts) -> Scenario:
    """The scenario of a YAML file.

    Args:
        content: The file's bytes.
        name: What the file is called in errors.
        facts: Where numbers come from that the file leaves out.

    Raises:
        ScenarioFileError: The file breaks its rules; the message lists line, field, what is allowed, what was meant.
    """
    tree = read_tree(content, name)
    return scenario_of(tree, checked_form(tree, name), name, facts)


def scenario_of(tree: Tree, form: ScenarioForm, name: str, facts: Facts) -> Scenario:
    """The same of a file that has been read and checked against its form; see `read_scenario`."""
    checks = Checks(tree, name, facts)
    settings = SettingReader(checks, form)
    before = settings.baseline()
    after = settings.changed(before)
    known = list(dict.fromkeys([*(party.id for party in before.parties), *(party.id for party in after.parties)]))
    pair = checks.two(form.question.pair, ("question", "pair"), known) if form.question.pair else None
    issues = [issue.id for issue in after.issues]
    if form.question.issue is not None:
        checks.one_of(form.question.issue, issues, ("question", "issue"), "an issue")
    deal = read_deal(checks, form.deal, after) if form.deal else None
    checks.done()
    return Scenario(
        title=form.scenario,
        about=form.about or "",
        as_of=form.as_of,
        pair=pair,
        how_far=form.question.issue,
        before=before,
        after=after,
        change=form.change.title or "",
        changed=tuple(_changed_fields(tree)),
        deal=deal,
        said=tuple(Said(said.text, why_of(said), said.quote) for said in form.said),
        file=name,
    )


def _changed_fields(tree: Tree) -> list[str]:
    """Places under `change` that say something."""
    found: list[str] = []

    def leaves(data: Any, path: Path) -> None:
        if isinstance(data, dict) and data and not {"value", "from", "source", "assumption", "of"} & set(data):
            for key, value in data.items():
                leaves(value, (*path, key))
        elif path and path != ("title",):
            found.append(dotted(path))

    leaves(tree.data.get("change") or {}, ())
    return found
