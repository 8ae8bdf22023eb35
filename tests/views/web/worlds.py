"""A small real world for the browser's view: three years of a feed, the bundled article, one of ours, a hostile one."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Final

from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.world.importing import import_files
from feed_lines import line_between, write

TEXT: Final = """Two neighbours and their friends

China is Pakistan's closest ally. Russia and China are allies. India is Pakistan's rival.

India opposes the China-Pakistan Economic Corridor. Pakistan supports the China-Pakistan Economic Corridor.

For the first time in their history, Russia and Pakistan held joint military exercises on 24 September 2019.
"""

PAYLOAD: Final = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
HOSTILE: Final = (
    f"Minister {PAYLOAD} visits\n\n"
    f"France condemned Germany's \u202eekil\u2066 move {PAYLOAD} on 12 October 2019, said the “spokesman” "
    "javascript:window.hacked=1 </textarea></title><style>*{display:none}</style>\x1b[2J.\n\n"
    f'Germany accused France of {PAYLOAD}\u200f lies. =HYPERLINK("http://evil.example","x")\n\n' + "x" * 20_000 + "\n"
)
"""A page's worst: markup, handlers, styles, direction overrides, terminal escapes, a formula, a line without end."""

MEMBERS: Final = (
    *("USA", "GBR", "FRA", "DEU", "ITA", "ESP", "POL", "TUR", "RUS", "CHN", "IND", "PAK", "JPN", "KOR", "PRK", "IRN"),
    *("IRQ", "SYR", "ISR", "SAU", "EGY", "UKR", "GRC", "NLD", "BEL", "SWE", "NOR", "FIN", "DNK", "PRT", "AUT", "CHE"),
    *("CZE", "HUN", "ROU", "BGR", "SRB", "HRV", "ALB", "GEO", "ARM", "AZE", "KAZ", "UZB", "AFG", "BGD", "LKA", "NPL"),
    *("MMR", "THA", "VNM", "IDN", "MYS", "PHL", "AUS", "NZL", "CAN", "MEX", "BRA", "ARG", "CHL", "COL", "VEN", "NGA"),
    *("ZAF", "KEN", "ETH", "SDN"),
)


def make_world(folder: Path) -> Path:
    """Build the world in a folder; returns its directory.

    RUS and PAK: accusations (112) until mid-2018, consultations (042) after; FRA-DEU, USA-GBR, USA-FRA even. Two
    thirds of a ring of 68 states are friends of their next neighbours, the rest foes.
    """
    lines = []
    for number in range(3 * 365):
        day = date(2017, 1, 1) + timedelta(days=number)
        lines.append(_line(4 * number, day, "RUS", "PAK", "112" if day < date(2018, 7, 1) else "042"))
        lines += [
            _line(4 * number + place, day, *pair, "042" if number % 4 else "112")
            for place, pair in enumerate((("FRA", "DEU"), ("USA", "GBR"), ("USA", "FRA")), 1)
        ]
    for at, (one, other) in enumerate(_ring()):
        for number in range(9):
            day = date(2019, 1, 15) + timedelta(days=37 * number)
            lines.append(_line(100_000 + 9 * at + number, day, one, other, "112" if at % 3 == 0 else "042"))
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    texts = folder / "texts"
    texts.mkdir()
    demo = files("detente.views.cli").joinpath("demo_article.txt").read_bytes()
    (texts / "demo.txt").write_bytes(demo)
    (texts / "neighbours.txt").write_text(TEXT, encoding="utf-8")
    (texts / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    world = open_world(folder / "world")
    world.read(texts / "demo.txt")
    world.read(texts / "neighbours.txt", texts / "hostile.txt", published=date(2019, 10, 14))
    return folder / "world"


def _ring() -> list[tuple[str, str]]:
    count = len(MEMBERS)
    return [
        (MEMBERS[one], MEMBERS[other])
        for one, other in combinations(range(count), 2)
        if (other - one) in (1, 2) or (other - one) == count - 1
    ]


def _line(number: int, day: date, source: str, target: str, code: str) -> str:
    return line_between(number, day, source, target, code, GoldsteinScale="-2.0" if code == "112" else "1.9")
