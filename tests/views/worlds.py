"""A small real world for the tests of views: a feed of three years, a text of stances and ties, and a hostile one."""

from datetime import date, timedelta
from pathlib import Path

from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.world.importing import import_files
from feed_lines import line_between, write

TEXT = """China is Pakistan's closest ally. Russia and China are allies.

India opposes the China-Pakistan Economic Corridor. Pakistan supports the China-Pakistan Economic Corridor.

Some analysts say that Russia and Pakistan are allies.

For the first time in their history, Russia and Pakistan held joint military exercises on 24 September 2019.
"""
HOSTILE_TITLE = "=HYPERLINK(1) <script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = f"""{HOSTILE_TITLE}

Russia condemned Pakistan </script><script>document.title='owned'</script> \u202eon Monday\u202c \x1b[31m in Moscow.
"""


def build_world(folder: Path) -> Path:
    """RUS and PAK: accusations (112) until mid-2018, consultations (042) after; other dyads even. One hostile name."""
    lines = []
    for number in range(3 * 365):
        day = date(2017, 1, 1) + timedelta(days=number)
        lines.append(_line(4 * number, day, "RUS", "PAK", "112" if day < date(2018, 7, 1) else "042"))
        lines.append(_line(4 * number + 1, day, "FRA", "DEU", "042" if number % 4 else "112"))
        lines.append(_line(4 * number + 2, day, "USA", "GBR", "042" if number % 4 else "112"))
        lines.append(_line(4 * number + 3, day, "USA", "FRA", "042" if number % 4 else "112"))
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(HOSTILE, encoding="utf-8")
    open_world(folder / "world").read(folder / "a.txt", folder / "b.txt", published=date(2019, 9, 27))
    return folder / "world"


def _line(number: int, day: date, source: str, target: str, code: str) -> str:
    hostile = {"Actor1Name": "=cmd|' /C calc'!A0"} if number == 0 else {}
    return line_between(number, day, source, target, code, **hostile)
