"""GDELT lines built by name, files of them, and worlds compared as wholes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente.feeds.gdelt import GDELT
from detente.world import World

COLUMNS_61, COLUMNS_58, COLUMNS_57 = (layout.columns for layout in GDELT.layouts)

ORDINARY = {
    "GLOBALEVENTID": "1000000001",
    "SQLDATE": "20191024",
    "Actor1Code": "RUS",
    "Actor1Name": "RUSSIA",
    "Actor2Code": "PAKMIL",
    "Actor2Name": "PAKISTAN",
    "IsRootEvent": "1",
    "EventCode": "057",
    "QuadClass": "1",
    "GoldsteinScale": "8.0",
    "NumMentions": "10",
    "NumSources": "2",
    "NumArticles": "10",
    "AvgTone": "-1.5",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Islamabad, Islamabad, Pakistan",
    "ActionGeo_CountryCode": "PK",
    "ActionGeo_ADM1Code": "PK08",
    "ActionGeo_Lat": "33.7",
    "ActionGeo_Long": "73.1667",
    "DATEADDED": "20191024143000",
    "SOURCEURL": "https://example.org/a",
}


def gdelt_line(columns: tuple[str, ...] = COLUMNS_61, **changed: str) -> str:
    """One line of GDELT without its end: an ordinary event, with these columns changed."""
    values = ORDINARY | changed
    return "\t".join(values.get(column, "") for column in columns)


def line_between(number: int, day: date, source: str, target: str, code: str, **changed: str) -> str:
    """One line of GDELT: on a day one actor did to another what a CAMEO code says, in a story of its own."""
    told = {
        "GLOBALEVENTID": str(1_000_000 + number),
        "SQLDATE": f"{day:%Y%m%d}",
        "DATEADDED": f"{day:%Y%m%d}000000",
        "Actor1Code": source,
        "Actor1Name": source,
        "Actor2Code": target,
        "Actor2Name": target,
        "EventCode": code,
        "SOURCEURL": f"https://example.org/{number}",
        "ActionGeo_FullName": f"Place {number}",
    }
    return gdelt_line(COLUMNS_61, **told | changed)


def numbered(count: int, start: int = 0) -> list[str]:
    """Lines of as many different events, each of its own story."""
    return [
        gdelt_line(
            GLOBALEVENTID=str(2_000_000_000 + n), SOURCEURL=f"https://example.org/{n}", ActionGeo_FullName=f"Place {n}"
        )
        for n in range(start, start + count)
    ]


def write(path: Path, *lines: str) -> Path:
    """A file of these lines."""
    path.write_bytes("".join(line + "\n" for line in lines).encode())
    return path


def rows(world: World, columns: str = "*", table: str = "events") -> list[dict[str, object]]:
    """Rows of a view, in the order of their files and lines."""
    found: list[dict[str, object]] = world.query(
        f"SELECT {columns} FROM {table} ORDER BY batch_id, batch_position, position"
    ).to_pylist()
    return found


def everything(world: World) -> list[tuple[object, ...]]:
    """All that feeds brought, but for when and in which batch."""
    found: list[tuple[object, ...]] = []
    for table in ("events", "rejects", "imports"):
        answer = world.query(
            f"SELECT * EXCLUDE (batch_id, batch_position, ingested_at{', position' if table == 'imports' else ''}) "
            f"FROM {table} ORDER BY ALL"
        )
        found += [tuple(map(str, row.values())) for row in answer.to_pylist()]
    return found
