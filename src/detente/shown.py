"""Results that show themselves in a notebook and become tables; how they look is the views' business, not theirs.

A result only says that it can be shown. The public package, which alone knows the views, is asked for the rest when
it is wanted, so that nothing below imports anything above.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from detente.errors import DetenteError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa


class Presented(Protocol):
    """A result as views present it."""

    def html(self) -> str:
        """A fragment of HTML that needs nothing from outside; every text in it is escaped."""

    def text(self) -> str:
        """A few lines."""

    def chart(self) -> dict[str, Any] | None:
        """A Vega-Lite definition; None where there is nothing to draw."""

    def table(self, name: str | None) -> pa.Table:
        """One of its tables; None is the first."""


class Shown:
    """A result that a notebook shows, and that becomes an Arrow, polars or pandas table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return _presented(self).html()

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        shown = _presented(self)
        bundle: dict[str, Any] = {"text/plain": shown.text(), "text/html": shown.html()}
        chart = shown.chart()
        if chart is not None:
            bundle[_chart_type(chart)] = chart
        return {
            kind: value
            for kind, value in bundle.items()
            if (not include or kind in include) and not (exclude and kind in exclude)
        }

    def to_arrow(self, table: str | None = None) -> pa.Table:
        """A table of the result; docs/notebook.md lists them.

        Args:
            table: Its name; None is the first.

        Raises:
            DetenteError: It has no such table; the message lists those it has.
        """
        return _presented(self).table(table)

    def to_polars(self, table: str | None = None) -> polars.DataFrame:
        """The same as a polars data frame.

        Raises:
            DetenteError: See `to_arrow`; or polars is not installed.
        """
        library: Any = _needed("polars")
        frame: polars.DataFrame = library.from_arrow(self.to_arrow(table))
        return frame

    def to_pandas(self, table: str | None = None) -> pandas.DataFrame:
        """The same as a pandas data frame.

        Raises:
            DetenteError: See `to_arrow`; or pandas is not installed.
        """
        _needed("pandas")
        return self.to_arrow(table).to_pandas()


def _presented(result: Shown) -> Presented:
    # By name: the public package imports everything, and nothing here may.
    shown: Presented = import_module("detente").present(result)
    return shown


def _needed(package: str) -> object:
    try:
        return import_module(package)
    except ImportError:
        raise DetenteError(
            f"to_{package} needs the package {package}, which is not installed: pip install {package}. "
            "to_arrow needs nothing more."
        ) from None


def _chart_type(chart: dict[str, Any]) -> str:
    """The media type of a Vega-Lite definition, by the version that its $schema names."""
    version = str(chart.get("$schema", "/v5")).rpartition("/v")[2].partition(".")[0]
    return f"application/vnd.vegalite.v{version}+json"
