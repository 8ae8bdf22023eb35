"""How soon a known shift is told, and how often one is told where there is none, month by month as news comes in.

Run: python benchmarks/shifts/delay.py [--chart FILE]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
from streams import Kind, Stream, make_stream

from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.shift import Shift
from detente.relations.shifts.union import ShiftSettings, find_shifts, live_shifts

STREAMS = 20
EVENTS = (3.0, 10.0, 30.0)
FACTORS = (2.0, 4.0)
RATES = (0.25, 1.0, 3.0)
WATCHED_AFTER = 24
NEAR = 3

Method = Callable[[DyadMonths, ShiftSettings], tuple[Shift, ...]]
METHODS: dict[str, Method] = {"find_shifts": find_shifts, "live_shifts": live_shifts}


def run() -> dict[str, Any]:
    """Curves over the settings' false alarms: share told within two years, mean delay, alarms before the change."""
    return {
        "streams_each": STREAMS,
        "steps": {
            f"events {events:g} factor {factor:g}": _curves(Stream("step", events=events, factor=factor))
            for events in EVENTS
            for factor in FACTORS
        },
        "drift": {
            f"events {events:g} factor 4": _curves(Stream("drift", events=events, factor=4.0)) for events in EVENTS
        },
        "no_change_alarms_per_decade": {kind: _alarms(kind) for kind in ("none", "volume", "copies")},
    }


def _curves(stream: Stream) -> dict[str, dict[str, dict[str, float | None]]]:
    dyads = [make_stream(stream, np.random.default_rng(seed)) for seed in range(STREAMS)]
    return {
        name: {f"{rate:g}": _delay(method, ShiftSettings(rate), stream, dyads) for rate in RATES}
        for name, method in METHODS.items()
    }


def _delay(method: Method, settings: ShiftSettings, stream: Stream, dyads: list[DyadMonths]) -> dict[str, float | None]:
    """Months from the end of the month of change to the first right alarm; 0 is the earliest possible."""
    delays = []
    for dyad in dyads:
        for end in range(stream.at + 1, stream.at + 1 + WATCHED_AFTER):
            shifts = method(_first_months(dyad, end), settings)
            if any(_is_right(shift, dyad, stream) for shift in shifts):
                delays.append(end - stream.at - 1)
                break
    return {
        "told": round(len(delays) / len(dyads), 2),
        "mean_delay_months": round(float(np.mean(delays)), 1) if delays else None,
    }


def _is_right(shift: Shift, dyad: DyadMonths, stream: Stream) -> bool:
    at = (np.datetime64(shift.month, "M") - dyad.months[0]).astype(int)
    slack = 12 if stream.kind == "drift" else 0
    return int(shift.direction) == stream.direction and stream.at - NEAR <= at <= stream.at + NEAR + slack


def _alarms(kind: Kind) -> dict[str, dict[str, float]]:
    """Alarms per dyad and ten years in whole streams without a shift, by events a month and stated rate."""
    result: dict[str, dict[str, float]] = {}
    for events in EVENTS:
        stream = Stream(kind, events=events)
        dyads = [make_stream(stream, np.random.default_rng(1000 + seed)) for seed in range(5 * STREAMS)]
        result[f"events {events:g}"] = {
            f"{rate:g}": round(
                sum(len(find_shifts(dyad, ShiftSettings(rate))) for dyad in dyads) / len(dyads) / stream.months * 120, 2
            )
            for rate in RATES
        }
    return result


def _first_months(dyad: DyadMonths, number: int) -> DyadMonths:
    day = (dyad.months[0] + np.timedelta64(number, "M")).astype("datetime64[D]").item()
    return dyad.up_to(day)


def chart(result: dict[str, Any], path: str) -> None:
    """Delay against stated false alarms, one line for each kind of stream and method."""
    import altair

    rows = [
        {"stream": f"{part}, {name}", "method": method, "false alarms": float(rate), **figures}
        for part in ("steps", "drift")
        for name, methods in result[part].items()
        for method, by_rate in methods.items()
        for rate, figures in by_rate.items()
    ]
    lines = altair.Chart({"values": rows}).mark_line(point=True).encode(
        x=altair.X("false alarms:Q", title="stated false alarms per dyad and ten years", scale={"type": "log"}),
        y=altair.Y("mean_delay_months:Q", title="mean delay, months"),
        color=altair.Color("method:N", title=None),
        opacity=altair.Opacity("told:Q", title="share told in two years"),
    )  # fmt: skip
    lines.properties(width=180, height=120).facet("stream:N", columns=3).save(path)


if __name__ == "__main__":
    figures = run()
    for key, value in figures.items():
        print(key, value)
    if "--chart" in sys.argv:
        chart(figures, sys.argv[sys.argv.index("--chart") + 1])
