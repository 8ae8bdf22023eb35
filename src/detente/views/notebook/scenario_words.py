"""An answered scenario in a notebook: its two questions, gains, what moves the answer, and where numbers come from."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from detente.scenarios.answer import Answered
from detente.scenarios.blocs import Blocs
from detente.scenarios.deu3_band import WARNING
from detente.views.notebook.fragments import fragment, line, table
from detente.views.scenario_words import field_words, moved_answers, origin_words, ranged_words
from detente.views.wording import clean

MOST_MOVERS = 3
NO_FORECAST = "No forecast: it says what follows from the numbers."


def scenario_html(told: Answered) -> str:
    """Outcomes, gains, movers and blocs, before and after."""
    scenario = told.scenario
    counted = Counter(number.origin.value for number in scenario.numbers())
    origins = ", ".join(f"{count} {origin}" for origin, count in counted.most_common())
    return fragment(
        scenario.title,
        [line(f"As of {scenario.as_of:%d %b %Y}. Numbers: {origins}. {NO_FORECAST}")],
        Markup("") if not scenario.change else line(f"What changes: {scenario.change}"),
        _outcomes(told),
        _gains(told),
        _movers(told),
        _blocs(told),
        line(WARNING),
    )


def scenario_text(told: Answered) -> str:
    """Outcomes and gains in a line each."""
    lines = [clean(told.scenario.title)]
    for each in told.issues:
        last = each.deal or each.after
        before = f"{each.before.value:.0f} → " if each.before else ""
        lines.append(f"{clean(each.issue.title)}: {before}{ranged_words(last)} of 100")
    told_gains = ", ".join(
        f"{clean(told.scenario.name(each.actor))} {ranged_words(each.deal or each.change, with_sign=True)}"
        for each in told.gains
    )
    lines += [f"points gained: {told_gains}"] if told.issues else []
    return "\n".join([*lines, NO_FORECAST])


def _outcomes(told: Answered) -> Markup:
    rows = [
        (
            each.issue.title,
            ranged_words(each.before) if each.before else "",
            ranged_words(each.after),
            ranged_words(each.deal) if each.deal else "",
            f"{each.band[0]:.0f}–{each.band[1]:.0f}" if each.band else "given",
        )
        for each in told.issues
    ]
    return table("Issues, 0 to 100", ("issue", "before", "after", "with the deal", "DEU III band"), rows)


def _gains(told: Answered) -> Markup:
    brokers = [each.broker for each in told.brokers]
    rows = [
        (
            told.scenario.name(each.actor),
            ranged_words(each.change, with_sign=True),
            ranged_words(each.deal, with_sign=True) if each.deal else "",
            *(ranged_words(each.via[broker], with_sign=True) for broker in brokers),
        )
        for each in (told.gains if told.issues else ())
    ]
    names = ("actor", "no deal", "deal", *(f"via {broker}" for broker in brokers))
    return table("Points gained; in brackets nine of ten draws", names, rows)


def _movers(told: Answered) -> Markup:
    rows = []
    for what, influences in moved_answers(told):
        for place, each in enumerate(influences[:MOST_MOVERS]):
            number = f"{field_words(each.number, told.scenario, short=True)} ({origin_words(each.number, short=True)})"
            ends = f"{each.at_low:.1f} … {each.at_high:.1f}"
            rows.append((what if not place else "", number, ends, f"{each.total:.0%}"))
    return table("Which number moves the answer most", ("answer", "number", "moves it", "share of variance"), rows)


def _blocs(told: Answered) -> Markup:
    rows = [(when, _sides(blocs)) for when, blocs in (("before", told.blocs_before), ("after", told.blocs_after))]
    return table("Blocs", ("", "lowest energy"), rows)


def _sides(blocs: Blocs) -> str:
    return " against ".join(", ".join(side) for side in blocs.valleys[0].blocs if side)
