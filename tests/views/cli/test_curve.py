"""The terminal's curve, column by column."""

from detente.views.charts.curve import Curve
from detente.views.cli.curve import LABEL, ROWS, render_curve
from views.curves import month, two_years


def lines(curve: Curve, width: int = 100) -> list[str]:
    return [line.plain for line in render_curve(curve, width)]


def test_a_gap_is_hatched_in_curve_and_volume() -> None:
    drawn = lines(two_years(), LABEL + 1 + 24)
    for line in (*drawn[1 : ROWS + 1], drawn[ROWS + 1]):
        assert line[LABEL + 1 + 5 : LABEL + 1 + 8] == "░░░"
    assert "no zero" in drawn[-1]


def test_values_and_intervals_stand_at_their_height() -> None:
    drawn = lines(two_years(), LABEL + 1 + 24)[1:]
    first = [line.ljust(60)[LABEL + 1] for line in drawn[:ROWS]]
    # +0.5 on -1..+1 over 9 lines is line 2 from above; 0.3 and 0.7 round to lines 3 and 1.
    assert first == [" ", "│", "●", "│", " ", " ", " ", " ", " "]


def test_the_shift_stands_over_its_month() -> None:
    assert lines(two_years(), LABEL + 1 + 24)[0] == " " * (LABEL + 1 + 17) + "▼" + " " * 6


def test_no_line_is_wider_than_the_terminal_but_the_legend() -> None:
    long = Curve("x", "x", -1, 1, tuple(month(number) for number in range(400)))
    assert all(len(line) <= 80 for line in lines(long, 80)[:-1])
    assert lines(long, 80)[ROWS + 1].split()[0].startswith("2014")


def test_silence_in_a_covered_month_is_an_empty_column() -> None:
    silent = Curve("x", "x", -1, 1, tuple(month(number, None, 0) for number in range(30)))
    assert set("".join(line[LABEL:] for line in lines(silent, LABEL + 31)[:ROWS])) == {" "}
    assert silent.is_bare


def test_few_months_are_drawn_wider() -> None:
    assert "▁▁▁███" in lines(Curve("x", "x", -1, 1, (month(0, volume=1), month(1, volume=10))))[ROWS]
