"""Many GDELT 2.0 files out of one real one: other ids, moments and stories, the same defects and proportions.

The real file lies beside the project in ../shared and stays there; what is made of it goes to a temporary folder.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

REAL: Final = (
    Path(__file__).parents[2].parent / "shared" / "data" / "feeds" / "gdelt_real_15min" / "20191024143000.export.CSV"
)
ID_STEP: Final = 10_000_000
_ID, _DAY, _MONTH, _YEAR, _PLACE, _ADDED, _URL = 0, 1, 2, 3, 52, 59, 60
_REAL_MOMENT: Final = datetime(2019, 10, 24, 14, 30, tzinfo=UTC)


def require_real_file() -> None:
    """Exit with a message where the real file is not."""
    if not REAL.is_file():
        raise SystemExit(
            f"This benchmark multiplies a real GDELT file, which is not here: {REAL}. "
            "Put any file of 15 minutes of GDELT 2.0 events there, unpacked."
        )


def file_names(count: int) -> Iterator[tuple[datetime, str]]:
    """The moments and names of so many files, a quarter of an hour apart."""
    for number in range(count):
        moment = _REAL_MOMENT + timedelta(minutes=15 * number)
        yield moment, f"{moment:%Y%m%d%H%M%S}.export.CSV"


def write_files(folder: Path, count: int, *, plain: bool = False) -> int:
    """Write so many files as published (zip), or unpacked; returns how many rows they have together."""
    require_real_file()
    rows = [line.split("\t") for line in REAL.read_text(encoding="utf-8").splitlines()]
    folder.mkdir(parents=True, exist_ok=True)
    for number, (moment, name) in enumerate(file_names(count)):
        text = "".join("\t".join(row) + "\n" for row in map(_changer(number, moment), rows))
        if plain:
            (folder / name).write_text(text, encoding="utf-8", newline="")
        else:
            with zipfile.ZipFile(folder / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(name, text)
    return count * len(rows)


def _changer(number: int, moment: datetime) -> Callable[[list[str]], list[str]]:
    """A row of the real file as one of file `number`, added at `moment`; how long ago its event was stays."""
    later = moment.date() - _REAL_MOMENT.date()
    days: dict[str, str] = {}

    def changed(row: list[str]) -> list[str]:
        new = list(row)
        if row[_DAY] not in days:
            days[row[_DAY]] = f"{datetime.strptime(row[_DAY], '%Y%m%d') + later:%Y%m%d}"
        day = days[row[_DAY]]
        new[_ID] = str(int(row[_ID]) + number * ID_STEP)
        new[_DAY], new[_MONTH], new[_YEAR] = day, day[:6], day[:4]
        new[_ADDED] = f"{moment:%Y%m%d%H%M%S}"
        new[_URL] = f"{row[_URL]}#{number}"
        if row[_PLACE]:  # else what happened again in each file of a day would be one event
            new[_PLACE] = f"{row[_PLACE]} {number}"
        return new

    return changed
