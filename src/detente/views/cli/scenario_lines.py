"""A scenario's answer for the terminal: one page, with ranges, and what is assumed said so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from detente.scenarios.answer import Answered, IssueAnswer
from detente.scenarios.brokers import BrokerAnswer
from detente.scenarios.deu3_band import WARNING
from detente.scenarios.gains import ActorGain, RouteGain, Ways
from detente.scenarios.scenario import Origin
from detente.scenarios.sensitivity import Influence, Ranged
from detente.views.cli.grid import fit_widths, indented, row_lines
from detente.views.cli.styles import DIM
from detente.views.scenario_words import deal_words, field_words, origin_words, ranged_words, signed
from detente.views.wording import clean

HEAD = "bold underline"


def render_scenario(told: Answered, console: Console, name: Callable[[str], str]) -> Iterator[Text]:
    """The answer as lines, laid out for the console's width; `name` makes names of registry ids."""
    scenario = told.scenario
    yield Text(clean(scenario.title), style="bold")
    yield indented(Text(f"As of {scenario.as_of:%d %b %Y}. {_origins(told)}", style=DIM), 2, console)
    if scenario.change:
        yield indented(Text(f"What changes: {clean(scenario.change)}"), 2, console)
    yield from _how_far(told, console)
    yield from _gains(told, console)
    yield from _moves(told, console)
    yield from _brokers(told, console)
    yield from _routes(told, console, name)
    yield from _blocs(told, console)
    yield Text("")
    yield indented(
        Text(
            f"{WARNING} Nothing here is a forecast: it says what follows from the numbers, most of them assumed.",
            style=DIM,
        ),
        2,
        console,
    )


def render_numbers(told: Answered, console: Console) -> Iterator[Text]:
    """Every number with its range and where it comes from."""
    yield Text("\nAll numbers", style=HEAD)
    for each in told.scenario.numbers():
        rest = f"{each.low:g} to {each.high:g}" if each.varies else "fixed"
        quote = f" “{clean(each.quote)}”" if each.quote else ""
        yield indented(Text(f"{each.field} = {each.value:g} ({rest}), {origin_words(each)}{quote}"), 2, console)


def _origins(told: Answered) -> str:
    counted = Counter(number.origin for number in told.scenario.numbers())
    words = {
        Origin.ASSUMPTION: "assumed",
        Origin.SOURCE: "from a source",
        Origin.TABLE: "from tables",
        Origin.WORLD: "from the world",
    }
    parts = [f"{counted[origin]} {word}" for origin, word in words.items() if counted[origin]]
    return f"Of {sum(counted.values())} numbers {', '.join(parts)}; --numbers lists each with its origin."


def _how_far(told: Answered, console: Console) -> Iterator[Text]:
    scenario = told.scenario
    if not told.issues and told.together_after is None:
        return
    yield Text("\nHow far will it go?", style=HEAD)
    asked = [each for each in told.issues if each.issue.id == scenario.how_far]
    for each in asked:
        yield indented(_answer_words(each), 2, console)
    if scenario.pair is not None and told.together_after is not None:
        yield indented(Text(_together_words(told)), 2, console)
    if told.issues:
        deal = any(each.deal is not None for each in told.issues)
        head = ["Issue, 0 to 100", "before", "after", *(["with the deal"] if deal else []), "DEU III band"]
        rows = [[Text(word, style=DIM) for word in head]]
        for each in [*asked, *(other for other in told.issues if other not in asked)]:
            band = "given" if each.band is None else f"{each.band[0]:.0f}–{each.band[1]:.0f}"
            cells = [_title(each), _cell(each.before), _cell(each.after)]
            rows.append([*cells, *([_cell(each.deal)] if deal else []), Text(band)])
        yield from _table(rows, console)
        if words := deal_words(told):
            yield indented(Text(words), 2, console)
        ends = [
            f"{clean(each.issue.title)}: 0 is {clean(each.issue.low_means)}, 100 {clean(each.issue.high_means)}."
            for each in told.issues
            if each.issue.low_means and each.issue.high_means
        ]
        if ends:
            yield indented(Text(" ".join(ends), style=DIM), 2, console)


def _answer_words(each: IssueAnswer) -> Text:
    last = each.deal or each.after
    text = Text(f"{clean(each.issue.title)}: to {last.value:.0f} of 100", style="bold")
    text.append(
        f" ({last.low:.0f} to {last.high:.0f} in nine of ten draws of the assumptions)"
        + (f", from {each.before.value:.0f} before." if each.before else "."),
        style="not bold",
    )
    likeliest = max(each.options, key=lambda option: sum(option.probability.values()), default=None)
    if likeliest is not None:
        chances = sorted(likeliest.probability.values())
        text.append(
            f" If one side's wish wins outright, likeliest {likeliest.position:.0f} ({', '.join(likeliest.actors)}): "
            f"{chances[0]:.0%} to {chances[-1]:.0%} by three rules of election.",
            style="not bold",
        )
    return text


def _together_words(told: Answered) -> str:
    assert told.scenario.pair is not None, "asked only where there is a pair"
    assert told.together_after is not None, "asked only where there is a pair"
    a, b = (told.scenario.name(each) for each in told.scenario.pair)
    after, before = told.together_after, told.together_before
    words = f"{a} and {b} are {'in one bloc' if after.given else 'in different blocs'} after the change"
    words += f" ({after.share:.0%} of draws"
    words += f"; before: {'in one' if before.given else 'in different ones'}, {before.share:.0%})." if before else ")."
    return words


def _gains(told: Answered, console: Console) -> Iterator[Text]:
    if not told.gains or not told.issues:
        return
    deal = told.scenario.deal
    brokers = [each.broker for each in told.brokers]
    yield Text("\nHow much will each gain?", style=HEAD)
    words = (
        "Points: salience (0 to 1) times how much nearer outcomes come to what an actor wants, over all issues; in "
        "brackets nine of ten draws. Friends and foes: percent of the world's capability tied to it by 0.5 or more."
    )
    yield indented(Text(words, style=DIM), 2, console)
    head = ["", "no deal", *(["deal"] if deal else []), *(f"via {broker}" for broker in brokers)]
    head += ["friends/foes %", "moved most by"]
    rows = [[Text(word, style=DIM) for word in head]]
    asked = told.scenario.pair or ()
    stakes = {actor for issue in told.issues for actor in issue.issue.stands}
    idle = [told.scenario.name(each.actor) for each in told.gains if each.actor not in stakes]
    gains = [each for each in told.gains if each.actor in stakes]
    for each in sorted(gains, key=lambda each: (each.actor not in asked, -(each.deal or each.change).value)):
        name = Text(clean(told.scenario.name(each.actor)), style="bold" if each.actor in asked else "")
        cells = [name, _gain_cell(each.change)]
        cells += [_gain_cell(each.deal)] if deal else []
        cells += [_gain_cell(each.via[broker]) for broker in brokers]
        rows.append([*cells, Text(_around_words(each)), Text(_mover(each.moved_by, told))])
    yield from _table(rows, console, optional=2)
    if idle:
        yield indented(Text(f"No stake in any issue: {clean(', '.join(idle))}.", style=DIM), 2, console)
    if deal is not None and deal.holds is not None:
        yield from _expected(told, console)


def _expected(told: Answered, console: Console) -> Iterator[Text]:
    deal = told.scenario.deal
    assert deal is not None, "asked only with a deal that may fail"
    assert deal.holds is not None, "asked only with a deal that may fail"
    parts = []
    for each in told.gains:
        if each.actor in deal.between and each.expected is not None:
            via = "".join(f", via {broker} {signed(value)}" for broker, value in each.expected_via.items())
            parts.append(f"{told.scenario.name(each.actor)} {signed(each.expected)} alone{via}")
    chances = f"alone {deal.holds.value:.0%}" + "".join(
        f", via {each.broker} {each.holds:.0%}" for each in told.brokers if each.holds is not None
    )
    yield indented(Text(f"Weighed by how likely the deal holds (assumed: {chances}): {'; '.join(parts)}."), 2, console)


def _moves(told: Answered, console: Console) -> Iterator[Text]:
    """What moves the answer to "how far", and to "how much" of those who gain or lose most."""
    yield Text("\nWhich number moves the answer most?", style=HEAD)
    asked = [each for each in told.issues if each.issue.id == told.scenario.how_far] or list(told.issues[:1])
    lines = [(f"how far: {each.issue.id}", each.moved_by) for each in asked]
    if told.together_moved_by:
        lines.append(("one bloc or not", told.together_moved_by))
    pair = told.scenario.pair or ()
    most = sorted(told.gains, key=lambda each: (each.actor not in pair, -abs((each.deal or each.change).value)))
    lines += [(f"gain of {told.scenario.name(each.actor)}", each.moved_by) for each in most[:3]]
    rows = [
        [
            Text(word, style=DIM)
            for word in ("Answer", "number", "from … to …", "moves it from … to …", "share of variance")
        ]
    ]
    for what, influences in lines:
        for place, each in enumerate(influences[:2]):
            rows.append(
                [
                    Text(clean(what) if not place else ""),
                    Text(_number_words(each, told)),
                    Text(f"{each.number.low:g} … {each.number.high:g}"),
                    Text(f"{each.at_low:.1f} … {each.at_high:.1f}"),
                    Text(f"{each.total:.0%}"),
                ]
            )
    if len(rows) > 1:
        yield from _table(rows, console)
    else:
        yield Text("  No number has a range: give some, or mark them as assumptions.")


def _brokers(told: Answered, console: Console) -> Iterator[Text]:
    if not told.brokers:
        return
    yield Text("\nWho could carry the deal?", style=HEAD)
    for each in told.brokers:
        yield indented(Text(_broker_words(each, told)), 2, console)
    yield indented(
        Text("This compares what they would mean; it does not say that anybody will mediate.", style=DIM), 2, console
    )


def _broker_words(each: BrokerAnswer, told: Answered) -> str:
    deal = told.scenario.deal
    assert deal is not None, "brokers come with a deal"
    a, b = deal.between
    words = f"{told.scenario.name(each.broker)}: tied {signed(each.ties[0])} to {a}, {signed(each.ties[1])} to {b}"
    words += " (friendly with both)" if each.to_both else " (not friendly with both)"
    words += f"; stake {each.stake:.2f} of an issue" if each.stake else "; no stake of its own"
    if not each.stake:
        words += ": the bargain is as without it."
    elif each.agreed:
        split = ", ".join(f"{actor} {share:.0%}" for actor, share in each.share.items())
        words += f". Split of the gain: {split}. " + " ".join(
            _worth(actor, factor) for actor, factor in each.worth.items()
        )
    else:
        words += ". No bargain leaves all at the table better off."
    record = "; ".join(clean(one.what) for one in each.record[:3])
    more = f" and {len(each.record) - 3} more" if len(each.record) > 3 else ""
    return f"{words} Record: {record}{more}." if record else f"{words} No mediation on record."


def _worth(actor: str, factor: float | None) -> str:
    if factor is None:
        return f"{actor} gains nothing with it."
    if factor <= 1:
        return f"{actor} gains more with it than alone."
    return f"Worth it to {actor} if the deal becomes {factor:.1f} times as likely to hold."


def _routes(told: Answered, console: Console, name: Callable[[str], str]) -> Iterator[Text]:
    if not told.routes:
        return
    yield Text("\nWays over land", style=HEAD)
    for each in told.routes:
        yield indented(Text(_route_words(each, told, name)), 2, console)


def _route_words(each: RouteGain, told: Answered, name: Callable[[str], str]) -> str:
    user = told.scenario.name(each.question.user)
    words = f"Out of {name(each.question.of)} for {user}: before {_ways_words(each.before, name)}; "
    words += f"after {_ways_words(each.after, name)}."
    won, lost = ([name(one) for one in ways] for ways in (each.won, each.lost))
    words += f" Won: {', '.join(won)}." if won else ""
    words += f" Lost: {', '.join(lost)}." if lost else ""
    closing = [name(one) for one in each.after.closing]
    words += f" All of them can be closed by {' and '.join(closing)} together." if closing else ""
    return words + (f" ({clean(each.question.why)})" if each.question.why else "")


def _ways_words(ways: Ways, name: Callable[[str], str]) -> str:
    if ways.why:
        return ways.why
    return f"through {', '.join(name(one) for one in ways.exits)}" if ways.exits else "no way to the sea"


def _blocs(told: Answered, console: Console) -> Iterator[Text]:
    yield Text("\nBlocs", style=HEAD)
    for when, blocs in (("before", told.blocs_before), ("after", told.blocs_after)):
        lowest = blocs.valleys[0]
        sides = " against ".join("{" + ", ".join(side) + "}" for side in lowest.blocs if side)
        how = "all configurations looked at" if blocs.exact else f"best of {blocs.starts:,} searches"
        more = blocs.count - 1
        others = f"{more} other stable configuration{'s' if more > 1 else ''}" if more else "no other is stable"
        words = f"{when}: {sides}, where {lowest.basin:.0%} of all beginnings lead; {others} ({how})."
        yield indented(Text(words), 2, console)


def _title(each: IssueAnswer) -> Text:
    return Text(clean(each.issue.title))


def _cell(of: Ranged | None) -> Text:
    return Text("") if of is None else Text(ranged_words(of))


def _gain_cell(of: Ranged | None) -> Text:
    if of is None:
        return Text("")
    style = "green" if of.low > 0 else "red" if of.high < 0 else ""
    return Text(ranged_words(of, with_sign=True), style=style)


def _around_words(each: ActorGain) -> str:
    if each.after is None:
        return "–"
    after = f"{each.after.friendly:.0f}/{each.after.hostile:.0f}"
    if each.before is None or (each.before.friendly, each.before.hostile) == (each.after.friendly, each.after.hostile):
        return after
    return f"{each.before.friendly:.0f}/{each.before.hostile:.0f}→{after}"


def _number_words(each: Influence, told: Answered) -> str:
    return f"{field_words(each.number, told.scenario, short=True)} ({origin_words(each.number, short=True)})"


def _mover(influences: Sequence[Influence], told: Answered) -> str:
    return field_words(influences[0].number, told.scenario, short=True) if influences else "–"


def _table(rows: Sequence[Sequence[Text]], console: Console, *, optional: int = 0) -> Iterator[Text]:
    """Rows in columns; of the last `optional` ones those that do not fit are left out."""
    widths = fit_widths(rows, console.width - 2)
    for _ in range(optional):
        if widths is None:
            rows = [row[:-1] for row in rows]
            widths = fit_widths(rows, console.width - 2)
    for row in rows:
        if widths is None:
            yield indented(Text("; ").join(cell for cell in row if cell.plain), 2, console)
        else:
            lines = row_lines(row, widths, console)
            yield Text("\n").join(Text("  ") + line for line in lines.split("\n"))
