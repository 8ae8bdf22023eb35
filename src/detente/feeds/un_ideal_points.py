"""UN ideal points: where states stand by their votes in the General Assembly, a year each.

Source: Bailey, Strezhnev & Voeten 2017, Estimating Dynamic State Preferences from United Nations Voting Data; the files
IdealpointestimatesAll_*.csv of the data set (Harvard Dataverse, doi:10.7910/DVN/LEJUQZ).
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from pathlib import Path

from detente.feeds.base import Feed, Key, Layout, Lookup, Repeats, Resolver, Rule, Told, Update
from detente.feeds.files import FeedFile
from detente.feeds.state_codes import state_of_code

_MONTHS = {
    name.lower(): number for names in (calendar.month_abbr, calendar.month_name) for number, name in enumerate(names)
}
_NAMES = "|".join(sorted(filter(None, _MONTHS), key=len, reverse=True))
_RELEASE = re.compile(rf"(?:^|[^a-z])({_NAMES})[-_ ]?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
FIRST_SESSION_YEAR = 1945
"""Session 1 is dated 1946, its year's votes being most of it; session n is that of 1945 + n."""


def release_of(name: str) -> date | None:
    """The last day of the month in a file's name, as in IdealpointestimatesAll_Jun2024.csv; None without one.

    >>> release_of("IdealpointestimatesAll_Jun2024.csv")
    datetime.date(2024, 6, 30)
    """
    found = _RELEASE.search(name)
    if found is None:
        return None
    year, month = int(found[2]), _MONTHS[found[1].lower()]
    return date(year, month, calendar.monthrange(year, month)[1])


def tell(file: FeedFile) -> Told:
    """When the estimates were published; those of early years too, for they rest on all votes until then."""
    released = release_of(Path(file.member or file.path).name)
    if released is None:
        return Told({"released": None}, "no month and year in its name, so when it was published is not known")
    return Told({"released": released.isoformat()}, f"published by {released}")


def voting_state(key: Key) -> tuple[object, ...] | None:
    """Id of the state that a COW code stood for at the end of a session's year, else of an iso3 code; None for others.

    >>> voting_state(("345", "YUG", "30")), voting_state(("345", "YUG", "70")), voting_state(("0", "XXQ", "1"))
    (('YUG',), ('SRB',), None)
    """
    cow_code, iso3, session = key
    year = FIRST_SESSION_YEAR + int(session) if session and re.fullmatch("[0-9]{1,3}", session) else None
    on = None if year is None else date(year, 12, 31)
    state = state_of_code("cow_code", cow_code, on) or state_of_code("iso3", iso3, on)
    return None if state is None else (state.id,)


_STATE = Resolver("voting_state", ("id",), voting_state)


def _number(column: str) -> Rule:
    name = f'"{column}"'
    whole = f"coalesce(isfinite(TRY_CAST({name} AS DOUBLE)) AND abs(TRY_CAST({name} AS DOUBLE)) < 100, false)"
    return Rule(column, "no ideal point", f"{name} IS NOT NULL AND NOT {whole}")


def _digits(column: str, reason: str) -> Rule:
    return Rule(column, reason, f"NOT coalesce(regexp_full_match({column}, '[0-9]{{1,4}}'), false)")


UN_IDEAL_POINTS = Feed(
    name="un-ideal-points",
    title="UN General Assembly ideal points of states by year",
    licence="MIT (Voeten)",
    table="series",
    patterns=("idealpointestimates*.csv",),
    delimiter=",",
    quote='"',
    encodings=("utf-8", "iso-8859-1"),  # the release of April 2020 is in the latter
    nulls=("NA",),
    layouts=(
        Layout(
            "estimates by session",
            ("ccode", "session", "IdealPoint", "Q5%", "Q95%"),
            header=True,
            aliases={"IdealPointAll": "IdealPoint", "Q5%All": "Q5%", "Q95%All": "Q95%", "iso3": "iso3c"},
            optional=("iso3c", "Countryname"),
        ),
    ),
    told_columns=("released",),
    tell=tell,
    rules=(
        _digits("ccode", "no COW code of digits"),
        _digits("session", "no number of a session"),
        Rule("session", "no session from 1 to 200", "TRY_CAST(session AS INTEGER) NOT BETWEEN 1 AND 200"),
        Rule("IdealPoint", "no estimate", '"IdealPoint" IS NULL'),
        *(_number(column) for column in ("IdealPoint", "Q5%", "Q95%")),
    ),
    lookups=(Lookup("state", _STATE, ("ccode", "iso3c", "session")),),
    columns={
        "measure": "'un ideal point'",
        "source_id": "state.id",
        "source_code": "ccode",
        "year": f"TRY_CAST(session AS BIGINT) + {FIRST_SESSION_YEAR}",
        "value": 'TRY_CAST("IdealPoint" AS DOUBLE)',
        "low": 'TRY_CAST("Q5%" AS DOUBLE)',
        "high": 'TRY_CAST("Q95%" AS DOUBLE)',
        "feed_reference": "ccode || '/' || session",
        "published_at": "released::TIMESTAMP AT TIME ZONE 'UTC'",
    },
    repeats=Repeats(identity=("feed_reference",), window_days=None),
    update=Update("published_at"),
)
