"""Which result is shown how."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from detente.errors import DetenteError
from detente.forecast.next_events import NextEvents
from detente.forecast.outlook import Outlook
from detente.pipeline.dossier import Dossier
from detente.pipeline.ledger import Ledger
from detente.pipeline.shifts import WorldShifts
from detente.pipeline.world import World
from detente.records import Reading
from detente.relations.explanation import Explanation
from detente.relations.relation import Relation
from detente.scenarios.answer import Answered
from detente.views.nearest import nearest
from detente.views.notebook.fragments import explanation_html, reading_html, relation_html, shifts_html, world_html
from detente.views.notebook.lines import explanation_text, reading_text, relation_text, shifts_text, world_text
from detente.views.notebook.next_events import next_html, next_text
from detente.views.notebook.outlooks import ledger_html, ledger_text, outlook_html, outlook_text
from detente.views.notebook.scenario_words import scenario_html, scenario_text
from detente.views.notebook.tables import TABLES, Table
from detente.views.relation_curve import relation_curve

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.shown import Presented

MEASURE = "goldstein_stock"
"""What the chart of a relation shows."""

_WORDS: dict[type, tuple[Any, Any]] = {
    Relation: (relation_html, relation_text),
    WorldShifts: (shifts_html, shifts_text),
    Explanation: (explanation_html, explanation_text),
    Reading: (reading_html, reading_text),
    World: (world_html, world_text),
    Outlook: (outlook_html, outlook_text),
    NextEvents: (next_html, next_text),
    Ledger: (ledger_html, ledger_text),
    Answered: (scenario_html, scenario_text),
}


class Presentation:
    """A result as a notebook shows it."""

    def __init__(self, result: Any) -> None:
        self._result = result
        html, text = _WORDS[type(result)]
        self.html, self.text = partial(html, result), partial(text, result)

    def chart(self) -> dict[str, Any] | None:
        """The relation's curve, the outlook's probabilities; None for others, and where nothing is known to draw."""
        if isinstance(self._result, Outlook):
            return _outlook_chart(self._result)
        if not isinstance(self._result, Relation):
            return None
        curve = relation_curve(self._result, MEASURE)
        if curve is None or curve.is_bare:
            return None
        from detente.views.charts.palette import LIGHT
        from detente.views.charts.relation_chart import relation_spec

        definition: dict[str, Any] = relation_spec(curve, width=640, ground=LIGHT.ground)
        return definition

    def table(self, name: str | None) -> pa.Table:
        """One of its tables.

        Raises:
            DetenteError: It has no such table.
        """
        tables: dict[str, Table] = TABLES[type(self._result)]
        chosen = name or next(iter(tables))
        if chosen not in tables:
            hint = nearest(chosen, tables)
            raise DetenteError(f"{chosen!r} is no table of this result.{hint} It has: {', '.join(tables)}.")
        return tables[chosen](self._result)


def _outlook_chart(told: Outlook) -> dict[str, Any] | None:
    if not told.parts:
        return None
    from detente.views.charts.outlook_charts import outlook_chart
    from detente.views.charts.palette import LIGHT
    from detente.views.charts.svg import fit_for_xml

    definition: dict[str, Any] = fit_for_xml(outlook_chart(told, LIGHT).to_dict())
    return definition


def present(result: Any) -> Presented:
    """How a result is shown; a dossier is shown as its relation.

    Raises:
        TypeError: It is no result.
    """
    shown = result.relation if isinstance(result, Dossier) else result
    if type(shown) not in _WORDS:
        raise TypeError(
            f"{type(shown).__name__} is no result that can be shown; add it to detente.views.notebook.present"
        )
    return Presentation(shown)
