"""The report of one reading: a picture, every statement with its sentence, the full text with its marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.records import Genre, Reading, Statement, StatementKind, Status
from detente.views.charts.palette import SHAPES
from detente.views.report.marked_text import is_shown, marked_text
from detente.views.report.page import page_parts, render_page
from detente.views.report.rows import Row, report_row
from detente.views.report.sections import MAX_LISTED, actor_rows, network_part, timeline_part
from detente.views.wording import article_words, clean, sentence_edges

if TYPE_CHECKING:
    from detente.actors.registry import Registry

MAX_BYTES = 1_000_000
"""No report is larger, in bytes of UTF-8."""

WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a long reading a report shows: events, statements of each other kind, characters of the text."""

    events: int
    others: int
    text: int


LIMITS = (Limits(300, 120, 120_000), Limits(150, 60, 60_000), Limits(60, 25, 20_000), Limits(20, 10, 5_000))
"""Tried in turn until the page is small enough."""

KINDS = (
    (StatementKind.EVENT, "Events"),
    (StatementKind.TIE, "Ties"),
    (StatementKind.STANCE, "Stances, by issue"),
    (StatementKind.DEPENDENCY, "Dependencies"),
    (StatementKind.CONDITION, "Conditions"),
    (StatementKind.CAUSE, "Causes"),
    (StatementKind.PREDICTION, "Predictions"),
    (StatementKind.QUESTION, "Open questions"),
)
MEANINGS = {
    Status.ASSERTED: "said outright",
    Status.REPORTED: "passed on from somebody else",
    Status.ALLEGED: "claimed or accused",
    Status.DENIED: "said not to be so",
    Status.CONDITIONAL: "so only if something else is",
    Status.PREDICTED: "said to be coming",
    Status.POSSIBLE: "said to be possible, wanted or tried",
    Status.ASKED: "put as a question",
}


@dataclass(frozen=True, slots=True)
class Section:
    """The statements of one kind: those shown, in groups (stances by issue), and how many there are in all."""

    kind: str
    title: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    shown: int
    total: int
    columns: frozenset[str]


def render_report(reading: Reading, *, registry: Registry | None = None) -> str:
    """The report of a reading as one HTML page that needs nothing from outside.

    Args:
        reading: An article read.
        registry: Tells known actors from unknown ones; the project's own where none is given.

    Returns:
        A page of at most `MAX_BYTES` bytes in UTF-8. Of a very long text the page shows the beginning,
        and of very many statements the first of each kind; it says so where it does.
    """
    if registry is None:
        from detente.actors.registry import Registry

        registry = Registry.load()
    known = registry.get
    shared = _shared(reading, lambda actor_id: known(actor_id) is not None)
    page = ""
    for limits in LIMITS:
        page = render_page("report.html.j2", shared | _limited(reading, limits))
        if len(page.encode("utf-8")) <= MAX_BYTES:
            break
    return page


def _shared(reading: Reading, known: Callable[[str], bool]) -> dict[str, Any]:
    """What the page shows whatever its limits."""
    article, statements = reading.article, reading.statements
    actors = actor_rows(statements, known)
    events = sum(statement.kind is StatementKind.EVENT for statement in statements)
    return {
        "title": clean(article.title or "")[:300] or "(untitled)",
        "facts": [(label, words[:400]) for label, words in article_words(article)],
        "origin": _origin(article.origin),
        "on_the_web": clean(article.origin).startswith(WEB),
        "opinion": article.genre is Genre.OPINION,
        "author": clean(article.author or "")[:200],
        "actors": actors[:MAX_LISTED],
        "actors_total": len(actors),
        "network": network_part(reading, actors, known),
        "timeline": timeline_part(statements, events),
        "statuses": [
            (str(status), SHAPES[status].character, MEANINGS[status])
            for status in Status
            if any(statement.status is status for statement in statements)
        ],
        "total": len(statements),
        "read_at": f"{reading.read_at:%d %b %Y, %H:%M %Z}",
        **page_parts(styles=("report.css",), scripts=("report.js",)),
    }


def _origin(origin: str) -> str:
    """A web address as it is; of a file only its name, for the report may go to others than its maker."""
    words = clean(origin)[:300]
    return words if words.startswith(WEB) else words.replace("\\", "/").rpartition("/")[2]


def _limited(reading: Reading, limits: Limits) -> dict[str, Any]:
    """What the page shows within its limits: sections of rows, and the text."""
    article = reading.article
    edges = sentence_edges(article)
    of_kind: dict[StatementKind, list[tuple[int, Statement]]] = defaultdict(list)
    for number, statement in enumerate(reading.statements, 1):
        of_kind[statement.kind].append((number, statement))
    sections = []
    shown: list[tuple[int, Statement]] = []
    for kind, title in KINDS:
        chosen = of_kind[kind][: limits.events if kind is StatementKind.EVENT else limits.others]
        shown += chosen
        rows = [report_row(n, s, article, lambda evidence: is_shown(evidence, limits.text), edges) for n, s in chosen]
        if rows:
            groups = _by_issue(rows) if kind is StatementKind.STANCE else (("", tuple(rows)),)
            sections.append(Section(str(kind), title, groups, len(rows), len(of_kind[kind]), _columns(rows)))
    return {
        "sections": sections,
        "text": marked_text(article, shown, limits.text),
        "numbers": {number for number, _ in shown},
    }


def _by_issue(rows: Iterable[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    issues: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        issues[", ".join(row.about) or "an issue that the sentence tells"].append(row)
    return tuple((issue, tuple(chosen)) for issue, chosen in issues.items())


def _columns(rows: Sequence[Row]) -> frozenset[str]:
    """The columns, of those that may stay empty, in which some row has anything to show."""
    return frozenset(name for name in ("when", "whom", "where", "how_many") if any(getattr(row, name) for row in rows))
