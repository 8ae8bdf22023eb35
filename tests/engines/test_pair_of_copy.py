"""A copy that is held ready answers of two parties, method by method, what the world's own files do."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import narwhals as nw
import pytest

from detente.engines.pair_lookup import pair_rows
from detente.engines.pairs import Where, open_pair
from detente.engines.panel_rows import PANEL_ROWS
from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.relations.pair import Party, between, pair_cells, pair_volumes
from detente.relations.panel import PanelSpec, why_left_out
from detente.relations.shift_events import Side
from detente.world.correction import Correction, CorrectionKind
from detente.world.corrections import add_correction
from detente.world.held import HeldWorld, asked
from detente.world.holding import hold_world
from detente.world.importing import import_files
from detente.world.reading_back import connected
from feed_lines import line_between, write

TEXT = """China is Pakistan's closest ally.

Russia and Pakistan signed an agreement in May 2018. Pakistan accused Russia of lies. India did not attack China.
Troops of Russia arrived in Pakistan for a joint exercise in the mountains north of Islamabad, on which both had agreed
upon in spring. The foreign ministers of China and Pakistan met in Beijing and praised the road that leads to the sea.
"""

SIDES = ["RUS", "PAK", "PAKMIL", "RUSGOV", "IND", "CHN", "UNO", "TAL", ""]
CODES = ["010", "036", "042", "057", "061", "072", "112", "120", "173", "190"]
PAIRS = [
    (Party("RUS", True), Party("PAK", True)),
    (Party("PAK", True), Party("RUS", True)),
    (Party("IND", True), Party("CHN", True)),
    (Party("RUS", True), Party("TWN", True)),
]
WINDOWS = [
    PanelSpec("actor", directed=False),
    PanelSpec("actor"),
    PanelSpec("actor", directed=False, start=date(2018, 2, 10), end=date(2018, 11, 20)),
    PanelSpec("actor", start=date(2018, 5, 2)),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Events of two years, some told twice, some of a vague past, some rejected or coded anew, and two texts."""
    folder = tmp_path_factory.mktemp("held")
    chance = random.Random(3)
    lines = []
    for number in range(900):
        day = date(2018, 1, 1) + timedelta(days=chance.randrange(700))
        source, target = ("RUS", "PAK") if number % 40 == 0 else chance.choices(SIDES, k=2)
        story = f"https://example.org/{chance.randrange(400)}"
        changed = {"SOURCEURL": story, "GoldsteinScale": chance.choice(["", "1.0", "-5.0", "5.0", "8.0"])}
        changed["QuadClass"] = str(1 + number % 4)
        if number % 40 == 0:  # "last month", in GDELT's words
            changed["SQLDATE"] = f"{day - timedelta(days=30):%Y%m%d}"
        code = chance.choice(CODES)
        lines.append(line_between(number, day, source, target, code, **changed))
        if number % 9 == 0:  # told again
            lines.append(line_between(number + 10_000, day, source, target, code, **changed))
    list(import_files(folder / "world", GDELT, [write(folder / "20191201000000.export.CSV", *lines)]))
    world = open_world(folder / "world")
    for name, day in (("a", date(2018, 6, 1)), ("b", date(2019, 10, 25))):
        (folder / f"{name}.txt").write_text(f"{TEXT} The story is {name}.\n")
        world.read(folder / f"{name}.txt", published=day)
    with open_pair(world.path, *PAIRS[0]) as pair:
        first, second, *_ = pair.events(WINDOWS[0])
    for correction in (
        Correction(CorrectionKind.REJECT, "somebody", "not so", event=first.id),
        Correction(
            CorrectionKind.RECODE, "somebody", "a war", event=second.id, plover_type="ASSAULT", plover_mode=None,
            cameo_code="190", quad_class=4, goldstein=-10.0,
        ),
    ):  # fmt: skip
        add_correction(world.path, correction)
    return world.path


@pytest.fixture(scope="module")
def held(root: Path) -> Iterator[HeldWorld]:
    copy = hold_world(root)
    yield copy
    copy.close()


def _answers(root: Path, first: Party, second: Party) -> dict[str, object]:
    told: dict[str, object] = {}
    with open_pair(root, first, second) as pair:
        for spec in WINDOWS:
            for name in ("cells", "volumes"):
                rows = getattr(pair, name)(spec)
                told[f"{name} {spec}"] = sorted(map(str, ({key: row[key] for key in sorted(row)} for row in rows)))
            told[f"parts {spec}"] = pair.count_events(spec)
            told[f"acts {spec}"] = pair.acts(spec, limit=10_000)
            told[f"latest acts {spec}"] = pair.acts(spec, limit=7)
            told[f"events {spec}"] = pair.events(spec)
            some = [event.id for event in pair.events(spec)][::5]
            told[f"few events {spec}"] = pair.events(spec, limit=3, also=some)
            told[f"no events {spec}"] = pair.events(spec, limit=0)
        told["others"] = pair.others() and sorted(pair.others() or ())
        told["two others"] = pair.others(most=2) and sorted(pair.others(most=2) or ())
        for latest in (True, False):
            for wanted in ({1, 2}, {4}):
                side = Side(date(2018, 3, 1), date(2019, 3, 1), frozenset(wanted), latest)
                told[f"carrying {side}"] = pair.carrying([side])
        told["said"] = list(pair.statements())
        told["series"] = (pair.series("an ideal point"), pair.dyad_series(["a pact"]), pair.reach_of_dyad_series())
        wheres = [
            Where(),
            Where(start=date(2018, 3, 1), end=date(2018, 9, 28)),
            Where(end=date(2018, 9, 28), quad_class=2),
            Where(ids=(*(event.id for event in pair.events(WINDOWS[0])[:4]), "gdelt:none")),
        ]
        for where in wheres:
            told[f"page {where}"] = [pair.page(WINDOWS[0], where, offset=at, most=5) for at in (0, 5, 10_000)]
    return told


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_every_answer_is_that_of_the_files(root: Path, held: HeldWorld, first: Party, second: Party) -> None:
    plain = _answers(root, first, second)
    with asked(held):
        assert _answers(root, first, second) == plain


OWN = (Party("PAK.MIL", False), Party("PAK", True))


@pytest.mark.parametrize(("first", "second"), [*PAIRS, OWN, (Party("TAL", False), Party("PAK", True))])
@pytest.mark.parametrize("is_held", [False, True])
def test_numbers_are_those_of_the_panel(
    root: Path, held: HeldWorld, first: Party, second: Party, is_held: bool
) -> None:
    """What is counted of the two, counted once more by the expressions that panels of whole worlds are made with."""
    with connected(root) as connection:
        events = nw.from_native(connection.sql(PANEL_ROWS))
        told = between(events, first, second).with_columns(left_out=why_left_out()).collect("pyarrow")
        cells, volumes = (
            [_as_texts(count(events, first, second, spec).collect("pyarrow").rows(named=True)) for spec in WINDOWS]
            for count in (pair_cells, pair_volumes)
        )
    with asked(held) if is_held else nullcontext(), open_pair(root, first, second) as pair:
        assert [_as_texts(pair.cells(spec)) for spec in WINDOWS] == cells
        assert [_as_texts(pair.volumes(spec)) for spec in WINDOWS] == volumes
        parts: Counter[str | None] = Counter()
        for part in pair.count_events(WINDOWS[0]):
            parts[part.left_out] += part.events
        sides = [(event.source_party, event.target_party) for event in pair.events(WINDOWS[0])]
    assert parts == Counter(told["left_out"].to_list())
    assert Counter(sides) == Counter(zip(told["source_id"], told["target_id"], strict=True))


def _as_texts(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(str({key: row[key] or 0 for key in sorted(row)}) for row in rows)


def test_a_party_beside_its_own_state_is_not_the_state(root: Path, held: HeldWorld) -> None:
    with open_pair(root, *OWN) as pair:
        sides = {(event.source_party, event.target_party) for event in pair.events(WINDOWS[0])}
    assert sides == {("PAK.MIL", "PAK"), ("PAK", "PAK.MIL")}
    with asked(held), open_pair(root, *OWN) as pair:
        assert {(event.source_party, event.target_party) for event in pair.events(WINDOWS[0])} == sides


def test_there_is_something_to_compare(root: Path) -> None:
    told = _answers(root, *PAIRS[0])
    reasons = {part.left_out for part in told[f"parts {WINDOWS[0]}"]}  # type: ignore[attr-defined]
    assert reasons >= {None, "repeat", "vague past", "copy"}
    assert told["said"]
    assert told["others"]


def test_actors_that_are_no_states(root: Path, held: HeldWorld) -> None:
    with connected(root) as connection:
        ids = connection.execute(
            "SELECT source_id, target_id FROM events WHERE source_id != source_state AND target_id != target_state "
            "AND source_id != target_id GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 1"
        ).fetchall()[0]
    first, second = (Party(id_, False) for id_ in ids)
    plain = _answers(root, first, second)
    with asked(held):
        assert _answers(root, first, second) == plain
    assert plain[f"events {WINDOWS[0]}"]


def test_a_window_is_answered_without_and_with_kept_rows(root: Path, held: HeldWorld) -> None:
    where = Where(start=date(2018, 3, 1), end=date(2018, 9, 28))

    def page() -> object:
        with open_pair(root, *PAIRS[2], start=where.start, end=where.end) as pair:
            return pair.page(WINDOWS[0], where, offset=0, most=9)

    plain = page()
    copy = hold_world(root)
    try:
        with asked(copy):
            assert page() == plain
            with connected(root) as connection:
                assert len(pair_rows(root, connection, *PAIRS[2])) > plain[0]  # type: ignore[index]
            assert page() == plain
    finally:
        copy.close()
