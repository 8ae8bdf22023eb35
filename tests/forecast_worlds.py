"""A feed of daily events of a few dyads, long enough to forecast from."""

from datetime import date, timedelta

from feed_lines import line_between

FIRST = date(2017, 1, 1)


def lines_of_talks(first: date, last: date, number: int = 0) -> list[str]:
    """USA and CHN talk daily, FRA and DEU on every ninth day; RUS and UKR clash on some days, ever more often."""
    lines = []
    for at in range((last - first).days + 1):
        day = first + timedelta(days=at)
        since = (day - FIRST).days
        lines.append(line_between(number + 4 * at, day, "USA", "CHN", "042"))
        if since % 9 == 0:
            lines.append(line_between(number + 4 * at + 1, day, "FRA", "DEU", "057"))
        if (since * since) % 61 < since // 60:
            lines.append(line_between(number + 4 * at + 2, day, "RUS", "UKR", "190"))
        if since % 301 == 0:
            lines.append(line_between(number + 4 * at + 3, day, "RUS", "PAK", "042"))
    return lines
