"""The brief of one article for the terminal: what an analyst keeps of it, each row with its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from detente.records import ActorMention, Article, Reading, Statement, StatementKind, Status
from detente.views.wording import (
    actor_words,
    article_words,
    clean,
    date_words,
    is_symmetric,
    quantity_words,
    sentence_around,
    speaker_words,
    what_words,
)

NARROW = 100
STATUS_STYLE = {
    Status.ASSERTED: "default",
    Status.REPORTED: "cyan",
    Status.ALLEGED: "yellow",
    Status.DENIED: "red",
    Status.CONDITIONAL: "magenta",
    Status.PREDICTED: "magenta",
    Status.POSSIBLE: "magenta",
    Status.ASKED: "blue",
}
QUAD_STYLE = {1: "green", 2: "green bold", 3: "red", 4: "red bold"}
OTHERS = (
    (StatementKind.DEPENDENCY, "Dependencies"),
    (StatementKind.CONDITION, "Conditions"),
    (StatementKind.CAUSE, "Causes"),
    (StatementKind.PREDICTION, "Predictions"),
    (StatementKind.QUESTION, "Open questions"),
)
EVENT_COLUMNS = (
    ("when", 4),
    ("who", 5),
    ("what", 5),
    ("to whom", 5),
    ("where", 3),
    ("how many", 3),
    ("status", 3),
    ("says who", 4),
)


def print_brief(reading: Reading, console: Console) -> None:
    """Print the brief of a reading."""
    console.print(render_brief(reading, console.width))


def render_brief(reading: Reading, width: int) -> RenderableType:
    """The brief as one renderable, laid out for a terminal of `width` columns."""
    article = reading.article
    kinds = Counter(statement.kind for statement in reading.statements)
    parts: list[RenderableType] = [_head(article), _actors(reading.statements)]
    events = [s for s in reading.statements if s.kind is StatementKind.EVENT]
    if events:
        parts += [_rule("Events", len(events)), *_events(events, article, width)]
    for kind, title in ((StatementKind.TIE, "Ties"), (StatementKind.STANCE, "Stances, by issue")):
        chosen = [s for s in reading.statements if s.kind is kind]
        if chosen:
            parts += [
                _rule(title, kinds[kind]),
                *(_by_pair if kind is StatementKind.TIE else _by_issue)(chosen, article),
            ]
    for kind, title in OTHERS:
        chosen = [s for s in reading.statements if s.kind is kind]
        if chosen:
            parts += [_rule(title, len(chosen)), *[_plain(statement, article) for statement in chosen]]
    if not reading.statements:
        parts.append(Text("No statement about political actors was found.", style="dim"))
    return Group(*parts)


def _head(article: Article) -> RenderableType:
    title = Text(clean(article.title or "(untitled)"), style="bold")
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, words in article_words(article):
        table.add_row(label, Text(words))
    return Group(Text(), title, table)


def _rule(title: str, count: int) -> RenderableType:
    return Padding(Rule(f"{title} ({count})", align="left", style="dim"), (1, 0, 0, 0))


def _actors(statements: Iterable[Statement]) -> RenderableType:
    counts: Counter[str] = Counter()
    known: dict[str, ActorMention] = {}
    for statement in statements:
        for actor in {a.id: a for a in (*statement.actors, *statement.about)}.values():
            counts[actor.id] += 1
            known.setdefault(actor.id, actor)
    words = Text()
    for actor_id, count in counts.most_common():
        words.append(f"{', ' if words else ''}{actor_words(known[actor_id])}")
        words.append(f" {count}", style="dim")
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Actors", words or Text("none", style="dim"))
    return table


def _events(events: Sequence[Statement], article: Article, width: int) -> Iterable[RenderableType]:
    shown = [column for column, used in zip(EVENT_COLUMNS, _used(events), strict=True) if used]
    yield _event_table([Text(name, style="dim") for name, _ in shown], shown, width)
    for event in events:
        cells = dict(zip((name for name, _ in EVENT_COLUMNS), _event_cells(event), strict=True))
        yield _event_table([cells[name] for name, _ in shown], shown, width)
        yield _sentence(event, article)


def _used(events: Sequence[Statement]) -> list[bool]:
    """Which columns have anything to show; who, what and status always stand."""
    rows = [_event_cells(event) for event in events]
    return [
        name in {"who", "what", "status"} or any(row[i].plain for row in rows)
        for i, (name, _) in enumerate(EVENT_COLUMNS)
    ]


def _event_cells(event: Statement) -> list[Text]:
    style = QUAD_STYLE.get(event.quad_class or 0, "default")
    target = actor_words(event.target)
    return [
        Text(date_words(event.event_date)),
        Text(actor_words(event.source) or "(not named)"),
        Text(what_words(event), style=style),
        Text(("↔ " if is_symmetric(event) and target else "→ " if target else "") + target),
        Text(clean(event.place.name) if event.place else ""),
        Text(quantity_words(event.quantities)),
        Text(event.status, style=STATUS_STYLE[event.status]),
        Text(speaker_words(event)),
    ]


def _event_table(cells: Sequence[Text], columns: Sequence[tuple[str, int]], width: int) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    for _, ratio in columns:
        table.add_column(ratio=ratio, overflow="fold")
    table.add_row(*cells)
    return table


def _by_pair(ties: Sequence[Statement], article: Article) -> Iterable[RenderableType]:
    for tie in ties:
        line = Text()
        line.append(" ↔ ".join(actor_words(actor) for actor in tie.actors), style="bold")
        line.append(f"  {what_words(tie)}", style="green" if tie.tie in {"ally", "strengthening"} else "red")
        _append_particulars(line, tie)
        yield line
        yield _sentence(tie, article)


def _by_issue(stances: Sequence[Statement], article: Article) -> Iterable[RenderableType]:
    issues: dict[str, list[Statement]] = {}
    for stance in stances:
        issues.setdefault(", ".join(actor_words(a) for a in stance.about) or "(issue as in the sentence)", []).append(
            stance
        )
    for issue, chosen in issues.items():
        yield Text(issue, style="bold")
        for stance in chosen:
            line = Text(f"  {actor_words(stance.source)} ")
            line.append(
                {"support": "for", "oppose": "against"}[str(stance.stance)],
                style="green" if stance.stance == "support" else "red",
            )
            _append_particulars(line, stance)
            yield line
            yield _sentence(stance, article)


def _plain(statement: Statement, article: Article) -> RenderableType:
    line = Text()
    if statement.kind is StatementKind.DEPENDENCY:
        line.append(f"{actor_words(statement.source)} depends on {actor_words(statement.target)}", style="bold")
        if statement.about:
            line.append(f" for {', '.join(actor_words(a) for a in statement.about)}")
    else:
        line.append(", ".join(actor_words(actor) for actor in statement.actors), style="bold")
        if statement.type:
            line.append(f"  {what_words(statement)}")
    _append_particulars(line, statement)
    return Group(line, _sentence(statement, article))


def _append_particulars(line: Text, statement: Statement) -> None:
    line.append(f"  {statement.status}", style=STATUS_STYLE[statement.status])
    line.append(f"  {speaker_words(statement)}", style="dim")
    when = date_words(statement.event_date)
    if when:
        line.append(f"  {when}")


def _sentence(statement: Statement, article: Article) -> RenderableType:
    """The sentence with the words of the evidence set off, and how many more sentences say the same."""
    evidence = statement.evidence
    span = sentence_around(article.text, evidence)
    before = clean(article.text[span.start : evidence.start])
    quote = clean(article.text[evidence.start : evidence.end])
    after = clean(article.text[evidence.end : span.end])
    line = Text()
    line.append(before + (" " if before and article.text[evidence.start - 1].isspace() else ""), style="dim")
    line.append(quote, style="italic")
    line.append((" " if after and article.text[evidence.end : evidence.end + 1].isspace() else "") + after, style="dim")
    if statement.also:
        line.append(f"  (+{len(statement.also)} more)", style="dim")
    if statement.novelty:
        line.append(f"  [{statement.novelty}, says the text]", style="yellow")
    return Padding(line, (0, 0, 0, 4))
