"""The events of a brief as rows of a table: eight columns where the terminal has room, else three, else none."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from detente.records import Statement
from detente.views.cli.grid import GAP, fit_widths, row_lines
from detente.views.cli.styles import DIM, QUAD_STYLE, STATUS_STYLE
from detente.views.wording import (
    actor_words,
    clean,
    date_words,
    is_symmetric,
    quantity_words,
    speaker_words,
    what_words,
)

COLUMNS = ("when", "who", "what", "to whom", "where", "how many", "status", "says who")
ALWAYS = ("who", "what", "status")
NARROW = ("when", "who, what, to whom; where, how many", "status, says who")
WHEN_WIDTH = 12
STATUS_WIDTH = 20
LEAST_ROOM = 30


def event_rows(events: Sequence[Statement], console: Console) -> tuple[Text, list[Text]]:
    """The header and the row of each event, in the order given; a column that no event fills is left out."""
    cells = [_cells(event) for event in events]
    shown = [at for at, name in enumerate(COLUMNS) if name in ALWAYS or any(row[at].plain for row in cells)]
    header = [Text(COLUMNS[at], style=DIM) for at in shown]
    rows = [[row[at] for at in shown] for row in cells]
    widths = fit_widths([header, *rows], console.width)
    if widths is not None:
        return row_lines(header, widths, console), [row_lines(row, widths, console) for row in rows]
    room = console.width - WHEN_WIDTH - STATUS_WIDTH - 2 * GAP
    if room < LEAST_ROOM:
        return _flowing(header, console), [_flowing(row, console) for row in rows]
    widths = [WHEN_WIDTH, room, STATUS_WIDTH]
    narrow = row_lines([Text(name, style=DIM) for name in NARROW], widths, console)
    return narrow, [row_lines(_narrow_cells(row, room), widths, console) for row in cells]


def _flowing(cells: Sequence[Text], console: Console) -> Text:
    """All cells one after another, for a terminal too narrow for columns."""
    return row_lines([Text(" · ").join(cell for cell in cells if cell.plain)], [console.width], console)


def _cells(event: Statement) -> list[Text]:
    target = actor_words(event.target)
    arrow = "↔ " if is_symmetric(event) else "→ "
    return [
        Text(date_words(event.event_date)),
        Text(actor_words(event.source) or "(not named)"),
        Text(what_words(event), style=QUAD_STYLE.get(event.quad_class or 0, "")),
        Text(arrow + target if target else ""),
        Text(clean(event.place.name) if event.place else ""),
        Text(quantity_words(event.quantities)),
        Text(event.status, style=STATUS_STYLE[event.status]),
        Text(speaker_words(event)),
    ]


def _narrow_cells(cells: Sequence[Text], room: int) -> list[Text]:
    """The eight cells in three: who, what and to whom, then where and how many, on a line of their own if need be."""
    when, who, what, target, where, how_many, status, speaker = cells
    deed = Text(" ").join(part for part in (who, what, target) if part.plain)
    about = Text(", ").join(part for part in (where, how_many) if part.plain)
    about.stylize(DIM)
    together = cell_len(deed.plain) + len("; ") + cell_len(about.plain) <= room
    told = [part for part in (deed, about) if part.plain]
    return [when, Text("; " if together else "\n").join(told), Text(", ").join((status, speaker))]
