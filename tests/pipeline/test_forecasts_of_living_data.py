"""Of living data and of texts, too, nothing published after the as-of day changes a forecast: rows that are changed,
deleted or added later, whatever day they tell of, and articles that appear later.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from detente.feeds.acled import ACLED
from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.world.importing import import_files
from feed_lines import line_between, write
from forecast_worlds import FIRST, lines_of_talks

AS_OF = date(2019, 6, 24)
COLUMNS = "event_id_cnty,event_date,event_type,sub_event_type,country,actor1,actor2,fatalities,timestamp"
TEXT = "Russia attacked Ukraine on {day}. Russia and Ukraine are enemies."


def clash(number: int, day: date, told: date, deaths: int = 0) -> str:
    """A row of ACLED: Russian forces against Ukrainian ones, as it stood at noon of a day."""
    stamp = int(datetime(told.year, told.month, told.day, 12, tzinfo=UTC).timestamp())
    names = "Military Forces of Russia (2000-),Military Forces of Ukraine (2019-)"
    return f"UKR{number},{day},Battles,Armed clash,Ukraine,{names},{deaths},{stamp}"


def clashes() -> list[str]:
    """A clash every fifth day, told a week later, all by the as-of day."""
    days = [FIRST + timedelta(days=n) for n in range(0, (AS_OF - FIRST).days - 10, 5)]
    return [clash(n, day, day + timedelta(days=7)) for n, day in enumerate(days)]


def made(folder: Path) -> Path:
    """A world of a feed of everything, of living data, and of a text, all known by the as-of day."""
    folder.mkdir(parents=True, exist_ok=True)
    gdelt = write(folder / "20170101000000.export.CSV", *lines_of_talks(FIRST, AS_OF))
    import_files(folder / "world", GDELT, [gdelt])
    import_files(folder / "world", ACLED, [write(folder / "acled.csv", COLUMNS, *clashes())])
    (folder / "early.txt").write_text(TEXT.format(day="3 June 2019"), encoding="utf-8")
    open_world(folder / "world").read(folder / "early.txt", published=date(2019, 6, 10))
    return folder / "world"


def changed_later(root: Path, folder: Path) -> None:
    """Of the clashes a third is deleted, a third told anew, and as many are added for days long over."""
    days = [FIRST + timedelta(days=n) for n in range(0, (AS_OF - FIRST).days - 10, 5)]
    later = AS_OF + timedelta(days=1)
    gone = int(datetime(later.year, later.month, later.day, 12, tzinfo=UTC).timestamp())
    deleted = [f"UKR{n},{gone}" for n in range(0, len(days), 3)]
    anew = [clash(n, days[n] - timedelta(days=40), later, 9) for n in range(41, len(days), 3)]
    added = [clash(50_000 + n, days[n] + timedelta(days=1), later) for n in range(len(days))]
    import_files(root, ACLED, [write(folder / "deleted.csv", "event_id_cnty,deleted_timestamp", *deleted)])
    import_files(root, ACLED, [write(folder / "acled-later.csv", COLUMNS, *anew, *added)])


def read_later(root: Path, folder: Path) -> None:
    """Texts appear that tell of days before the as-of day, and after it."""
    for n, day in enumerate(("20 June 2019", "2 July 2019")):
        (folder / f"late{n}.txt").write_text(TEXT.format(day=day) + f" So says paper {n}.", encoding="utf-8")
        open_world(root).read(folder / f"late{n}.txt", published=date(2019, 7, 5))


def gdelt_later(root: Path, folder: Path) -> None:
    """The feed of everything goes on, and tells late of days before."""
    lines = lines_of_talks(AS_OF + timedelta(days=1), AS_OF + timedelta(days=60), 10_000)
    late = {"DATEADDED": "20190701000000"}
    lines += [line_between(20_000 + n, AS_OF - timedelta(days=n), "RUS", "UKR", "190", **late) for n in range(60)]
    import_files(root, GDELT, [write(folder / "20190625000000.export.CSV", *lines)])


def test_what_is_published_later_changes_no_forecast(tmp_path: Path) -> None:
    root = made(tmp_path)
    before = open_world(root).forecast("Russia", "Ukraine", as_of=AS_OF)
    assert before.of("material conflict", 3).probability > 0.5  # the clashes count
    for add in (changed_later, read_later, gdelt_later):
        add(root, tmp_path)
        after = open_world(root).forecast("Russia", "Ukraine", as_of=AS_OF)
        assert after.parts == before.parts, add.__name__
        assert after.level == before.level, add.__name__
        assert after == before, add.__name__
    now = open_world(root).forecast("Russia", "Ukraine")
    assert now.as_of > AS_OF
    assert now.events > before.events  # what is published since counts now
