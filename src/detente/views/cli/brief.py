"""The brief of one article for the terminal: what an analyst keeps of it, each row with its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.text import Text

from detente.records import ActorMention, Reading, Statement, StatementKind
from detente.views.cli.event_rows import event_rows
from detente.views.cli.grid import indented, row_lines
from detente.views.cli.quoted import Quoted
from detente.views.cli.styles import DIM, STATUS_STYLE, TIE_STYLE
from detente.views.wording import actor_words, article_words, clean, date_words, speaker_words, what_words

OTHERS = (
    (StatementKind.DEPENDENCY, "Dependencies"),
    (StatementKind.CONDITION, "Conditions"),
    (StatementKind.CAUSE, "Causes"),
    (StatementKind.PREDICTION, "Predictions"),
    (StatementKind.QUESTION, "Open questions"),
)
LABEL_WIDTH = 9
MOST_NAMES = 4


def print_brief(reading: Reading, console: Console) -> None:
    """Print the brief of a reading, laid out for the console's width."""
    for line in render_brief(reading, console):
        console.print(line)


def render_brief(reading: Reading, console: Console) -> Iterator[Text]:
    """The brief as blocks of lines, none wider than the console."""
    said = reading.statements
    quoted = Quoted(reading.article, console)
    yield from _head(reading, console)
    yield from _events([s for s in said if s.kind is StatementKind.EVENT], quoted, console)
    yield from _ties([s for s in said if s.kind is StatementKind.TIE], quoted, console)
    yield from _stances([s for s in said if s.kind is StatementKind.STANCE], quoted, console)
    for kind, title in OTHERS:
        chosen = [s for s in said if s.kind is kind]
        if chosen:
            yield _heading(title, chosen)
            yield from _rows(chosen, [_plain_row(s) for s in chosen], quoted, console)
    if not said:
        yield Text("\nNo statement about political actors was found.", style=DIM)


def _head(reading: Reading, console: Console) -> Iterator[Text]:
    yield Text()
    yield Text(clean(reading.article.title or "(untitled)"), style="bold")
    facts = [(label, Text(words)) for label, words in article_words(reading.article)]
    for label, words in [*facts, ("Actors", _actors(reading.statements))]:
        yield row_lines(
            [Text(label, style=DIM), words], [LABEL_WIDTH, max(console.width - LABEL_WIDTH - 2, 20)], console
        )


def _actors(statements: Iterable[Statement]) -> Text:
    """Who is named, most named first, with the number of statements; those named once stand together at the end."""
    counts: Counter[str] = Counter()
    known: dict[str, ActorMention] = {}
    for statement in statements:
        for actor in {a.id: a for a in (*statement.actors, *statement.about)}.values():
            counts[actor.id] += 1
            known.setdefault(actor.id, actor)
    words = Text()
    for actor_id, count in counts.most_common():
        if count > 1:
            words.append(f"{', ' if words else ''}{actor_words(known[actor_id])}")
            words.append(f" {count}", style=DIM)
    once = ", ".join(actor_words(known[actor_id]) for actor_id, count in counts.most_common() if count == 1)
    if once:
        words.append("; once: " if words else "")
        words.append(once)
    return words or Text("none", style=DIM)


def _heading(title: str, statements: Sequence[Statement]) -> Text:
    return Text(f"\n{title} ({len(statements)})", style="bold underline")


def _events(events: list[Statement], quoted: Quoted, console: Console) -> Iterator[Text]:
    """Events by date, those without one last, in the order of the text."""
    if not events:
        return
    events.sort(key=_first_day)
    header, rows = event_rows(events, console)
    yield _heading("Events", events)
    yield header
    yield from _rows(events, rows, quoted, console)


def _first_day(event: Statement) -> date:
    span = event.event_date
    return (span.start or span.end or date.max) if span else date.max


def _ties(ties: Sequence[Statement], quoted: Quoted, console: Console) -> Iterator[Text]:
    if not ties:
        return
    yield _heading("Ties", ties)
    yield from _rows(ties, [_tie_row(tie) for tie in ties], quoted, console)


def _tie_row(tie: Statement) -> Text:
    line = Text(" ↔ ".join(_names(tie.actors)), style="bold")
    line = Text().append_text(line)
    line.append(f" · {what_words(tie)}", style=TIE_STYLE.get(str(tie.tie), ""))
    return _with_particulars(line, tie)


def _stances(stances: Sequence[Statement], quoted: Quoted, console: Console) -> Iterator[Text]:
    """Who is for and who against, issue by issue."""
    if not stances:
        return
    yield _heading("Stances, by issue", stances)
    issues: dict[str, list[Statement]] = {}
    for stance in stances:
        issue = ", ".join(_names(stance.about)) or "(what the sentence says)"
        issues.setdefault(issue, []).append(stance)
    for issue, chosen in issues.items():
        yield Text(issue, style="bold")
        yield from _rows(chosen, [_stance_row(stance) for stance in chosen], quoted, console)


def _stance_row(stance: Statement) -> Text:
    side = {"support": ("for", "green"), "oppose": ("against", "red")}[str(stance.stance)]
    line = Text(f"  {actor_words(stance.source) or '(not named)'} ").append(*side)
    return _with_particulars(line, stance)


def _plain_row(statement: Statement) -> Text:
    line = Text()
    if statement.kind is StatementKind.DEPENDENCY:
        line.append(f"{actor_words(statement.source)} depends on {actor_words(statement.target)}", style="bold")
        others = [a for a in statement.about if a.id not in {statement.source and statement.source.id}]
        line.append(f" for {', '.join(_names(others))}" if others else "")
    else:
        line.append(", ".join(_names(statement.actors)) or "(nobody named)", style="bold")
    if statement.type:
        line.append(f" · {what_words(statement)}")
    return _with_particulars(line, statement)


def _names(actors: Iterable[ActorMention]) -> list[str]:
    """The actors' names, each once; of a long list the first, and how many more there are."""
    names = list(dict.fromkeys(actor_words(actor) for actor in actors))
    return names if len(names) <= MOST_NAMES + 1 else [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]


def _with_particulars(line: Text, statement: Statement) -> Text:
    """The row with its status, who says so, and when."""
    line.append(f" · {statement.status}", style=STATUS_STYLE[statement.status])
    line.append(f" · {speaker_words(statement)}", style=DIM)
    when = date_words(statement.event_date)
    return line.append(f" · {when}" if when else "")


def _rows(statements: Sequence[Statement], rows: Sequence[Text], quoted: Quoted, console: Console) -> Iterator[Text]:
    """Each row with its sentence; neighbours out of one sentence share it."""
    pairs = zip(statements, rows, strict=True)
    for sentence, group in groupby(pairs, key=lambda pair: quoted.sentence(pair[0])):
        members = list(group)
        for _, row in members:
            yield indented(row, 0, console) if len(row.plain) > console.width and "\n" not in row.plain else row
        yield quoted.render(sentence, [statement for statement, _ in members])
