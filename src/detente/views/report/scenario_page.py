"""A scenario answered as one page that needs no network: before and after, gains, sensitivity, all origins."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from detente import __version__
from detente.errors import DetenteError
from detente.scenarios.answer import Answered
from detente.scenarios.deu3_band import WARNING
from detente.views.charts.scenario_charts import gains_chart, movers_chart, outcomes_chart
from detente.views.charts.svg import render_svg
from detente.views.report.write import check_output
from detente.views.scenario_words import deal_words, field_words, origin_words, ranged_words
from detente.views.wording import clean

if TYPE_CHECKING:
    from jinja2 import Template


def write_scenario_page(told: Answered, path: Path) -> None:
    """Write the page.

    Raises:
        DetenteError: The file cannot be written.
    """
    check_output(path)
    try:
        path.write_text(render_scenario_page(told), encoding="utf-8", newline="\n")
    except OSError as error:
        raise DetenteError(f"{path} cannot be written ({error.strerror or error}); name a file elsewhere.") from None


def render_scenario_page(told: Answered) -> str:
    """The page as HTML; all that the file says passes autoescape."""
    scenario = told.scenario
    css = files("detente.views.report").joinpath("report.css").read_text(encoding="utf-8")
    asked = [each for each in told.issues if each.issue.id == scenario.how_far] or list(told.issues[:1])
    movers = [(each.issue.title, each.moved_by) for each in asked if each.moved_by]
    pair = scenario.pair or ()
    movers += [
        (f"gain of {scenario.name(each.actor)}", each.moved_by)
        for each in told.gains
        if each.actor in pair and each.moved_by
    ]
    return _template().render(
        told=told,
        scenario=scenario,
        css=Markup(css),
        css_hash=_hash(css),
        version=__version__,
        warning=WARNING,
        outcomes=_drawn(outcomes_chart(told), "Outcomes of each issue before and after, with ranges")
        if told.issues
        else None,
        gains=_drawn(gains_chart(told), "What each actor gains, with ranges") if told.issues else None,
        movers=[
            (clean(what), _drawn(movers_chart(told, influences, clean(what)[:80]), f"Numbers that move: {clean(what)}"))
            for what, influences in movers
        ],
        deal_words=deal_words(told),
        ranged=ranged_words,
        origin=origin_words,
        words=lambda number: field_words(number, scenario),
    )


def _hash(content: str) -> str:
    """The source that a content security policy allows an inline element of this content by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _drawn(chart: object, alt_text: str) -> Markup:
    return Markup(render_svg(chart, alt_text, "wide"))  # type: ignore[arg-type]


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("detente.views.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("scenario.html.j2")
