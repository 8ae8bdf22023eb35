"""POLECAT lines built by name. No rows of the data set are here: its licence forbids passing them on."""

from __future__ import annotations

from collections.abc import Iterable

from detente.feeds.polecat import COLUMNS

ORDINARY = {
    "Event ID": "20230105-100",
    "Event Date": "2023-01-03",
    "Event Type": "ASSAULT",
    "Event Mode": "aerial",
    "Intensity": "-9.5",
    "Quad Code": "MATERIAL CONFLICT",
    "Contexts": "military; territory",
    "Actor Name": "Vladimir Putin",
    "Actor Country": "RUS",
    "Actor COW": "365",
    "Primary Actor Sector": "GOV",
    "Actor Sectors": "GOV",
    "Actor Name Raw": "the Russian president",
    "Wikipedia Actor ID": "Vladimir Putin",
    "Recipient Country": "UKR",
    "Recipient COW": "369",
    "Primary Recipient Sector": "MIL",
    "Recipient Name Raw": "Ukrainian troops",
    "Placename": "Bakhmut",
    "City": "Bakhmut",
    "Province": "Donetsk",
    "Country": "UKR",
    "Latitude": "48.6",
    "Longitude": "38.0",
    "GeoNames ID": "709248",
    "Source": "Example Wire",
    "Publication Date": "2023-01-04",
    "Language": "eng",
    "Version": "NGEC_1",
}


def polecat_line(columns: Iterable[str] = COLUMNS, **changed: str) -> str:
    """One line without its end: an ordinary event with these columns changed ("Event_Type" is "Event Type")."""
    values = ORDINARY | {name.replace("_", " "): value for name, value in changed.items()}
    return "\t".join(values.get(column, "None") for column in columns)


def header(columns: Iterable[str] = COLUMNS) -> str:
    """The header line, without its end."""
    return "\t".join(columns)
