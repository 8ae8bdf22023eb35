"""ICEWS lines built by name."""

from __future__ import annotations

from collections.abc import Iterable

from detente.feeds.icews import COLUMNS

ORDINARY = {
    "Event ID": "30000001",
    "Event Date": "2018-06-01",
    "Source Name": "Foreign Affairs (Russia)",
    "Source Sectors": "Government,Executive,Foreign Ministry",
    "Source Country": "Russian Federation",
    "Event Text": "Consult",
    "CAMEO Code": "040",
    "Intensity": "1.0",
    "Target Name": "Vladimir Putin",
    "Target Sectors": "Elite,Executive,Government",
    "Target Country": "Russian Federation",
    "Story ID": "47400351",
    "Sentence Number": "2",
    "Publisher": "Example Wire",
    "City": "Moscow",
    "Province": "Moskva",
    "Country": "Russian Federation",
    "Latitude": "55.75",
    "Longitude": "37.62",
}


def icews_line(columns: Iterable[str] = COLUMNS, missing: str = "NULL", **changed: str) -> str:
    """One line without its end: an ordinary event with these columns changed ("Event_ID" is "Event ID")."""
    values = ORDINARY | {name.replace("_", " "): value for name, value in changed.items()}
    return "\t".join(values.get(column, missing) for column in columns)


def header(columns: Iterable[str] = COLUMNS) -> str:
    """The header line, without its end."""
    return "\t".join(columns)
