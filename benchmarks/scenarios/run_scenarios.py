"""Published tables of blocs and bargains beside those computed, what DEU III tells, seconds, and broken files.

Run: python benchmarks/scenarios/run_scenarios.py [PART ...] [--save]
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
LAST = HERE / "last_result.json"
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared" / "data"
sys.path[:0] = [str(HERE), str(ROOT / "tests")]

from malformed import try_all  # noqa: E402

from detente.actors.registry import Registry  # noqa: E402
from detente.pipeline.scenarios import EXAMPLES  # noqa: E402
from detente.scenarios.bloc_draws import whole  # noqa: E402
from detente.scenarios.compromise import weighted_compromise  # noqa: E402
from detente.scenarios.deu3_band import error_band  # noqa: E402
from detente.scenarios.facts import Facts  # noqa: E402
from detente.scenarios.landscape import Landscape  # noqa: E402
from detente.scenarios.landscape_search import search_landscape  # noqa: E402
from detente.scenarios.model import Model  # noqa: E402
from detente.scenarios.nash import nash_point  # noqa: E402
from detente.scenarios.pce import Election, option_probabilities  # noqa: E402
from detente.scenarios.reader import read_scenario  # noqa: E402
from detente.scenarios.sensitivity import BLOC_DRAWS, measure_sensitivity, sample  # noqa: E402
from scenarios.scenario_files import HEAD  # noqa: E402
from scenarios.test_bargains import deu3, emission  # noqa: E402
from scenarios.test_bloc_draws import many  # noqa: E402
from scenarios.test_landscape import published, syria  # noqa: E402

FILES = 10_000


def landscape() -> dict[str, Any]:
    """Published blocs."""
    return {"syria": _syria(""), "weak_syria": _syria("_weaksyria"), "great_powers": _great_powers()}


def bargains() -> dict[str, Any]:
    """Published bargains, and how far the compromise is off."""
    return {"emission": _emission(), "ktab": _ktab(), "deu3": _deu3()}


def speed() -> dict[str, Any]:
    """Seconds."""
    return {"twenty_actors": _twenty(), "sensitivity": _sensitivity()}


PARTS = {"landscape": landscape, "bargains": bargains, "speed": speed}


def _syria(case: str) -> dict[str, Any]:
    of, rows = syria(case), published(case)
    energies = sum(of.energies[of.number(sides)] == energy for sides, energy, _, _ in rows)
    frustrations = sum(of.frustrations(of.number(sides)).tolist() == each for sides, _, each, _ in rows)
    minima = [
        {"energy": float(of.energies[number]), "apart": list(of.blocs(number)[1]), "basin": of.basins[number]}
        for number in of.minima.tolist()
    ]
    lowest = min(energy for _, energy, _, _ in rows)
    return {
        "expected": {"energies": 1024, "frustrations": 1024, "minima": 1, "lowest": lowest},
        "computed": {
            "energies": int(energies),
            "frustrations": int(frustrations),
            "minima": len(minima),
            "lowest": minima[0]["energy"],
        },
        "minima": minima,
    }


def _great_powers() -> dict[str, Any]:
    told = json.loads((SHARED / "acceptance/axelrod_bennett_1993.json").read_text(encoding="utf-8"))
    sizes = told["sizes_1936_pct_world_capability"]
    five = ("Britain", "France", "Germany", "Italy", "Soviet Union")
    of = Landscape(five, np.array([sizes[each] for each in five]), -np.ones((5, 5)))
    all_17 = Landscape(tuple(sizes), np.array(list(sizes.values())), -np.ones((17, 17)))
    return {
        "expected": {"stable": told["realist_great_powers_stable"], "configurations_of_17": told["configurations"]},
        "computed": {"stable": len(of.minima), "configurations_of_17": len(all_17.energies)},
        "stable_of_17_all_minus_1": {
            "published": told["realist_all_minus1_stable_configs"],
            "from_sizes_as_printed": len(all_17.minima),
            "from_sizes_redrawn_within_their_last_digit": _redrawn(np.array(list(sizes.values()))),
        },
    }


def _redrawn(sizes: Any) -> list[int]:
    """How many configurations are stable for twenty sets of sizes that would be printed alike: fewest, most."""
    drawn, actors = np.random.default_rng(0), tuple(map(str, range(len(sizes))))
    propensity = -np.ones((len(sizes), len(sizes)))
    moved = [sizes + drawn.uniform(-0.005, 0.005, len(sizes)) for _ in range(20)]
    counts = [len(Landscape(actors, each, propensity).minima) for each in moved]
    return [min(counts), max(counts)]


def _emission() -> dict[str, Any]:
    positions, salience, capability = emission()
    power = salience * capability
    return {
        "expected": {"weighted_mean": 7.38996, "nash_100": 7.3375, "nash_10000": 7.3894},
        "computed": {
            "weighted_mean": round(float(weighted_compromise(positions, salience, capability)), 6),
            "nash_100": round(nash_point(positions, power, 100.0), 5),
            "nash_10000": round(nash_point(positions, power, 1e4), 5),
        },
    }


def _ktab() -> dict[str, Any]:
    told = json.loads((SHARED / "acceptance/ktab_pce_reference.json").read_text(encoding="utf-8"))
    found: dict[str, Any] = {"expected": [], "computed": []}
    for case in told["cases"]:
        for election in Election:
            if election.value in case:
                strength = np.array(case["coalitions"], dtype=float)
                found["expected"].append({election.value: case[election.value]})
                computed = option_probabilities(strength, election).round(4).tolist()
                found["computed"].append({election.value: computed})
    return found


def _deu3() -> dict[str, Any]:
    rows = deu3()
    outcomes = np.array([outcome for _, _, outcome in rows])
    weighted = np.array([float(weighted_compromise(positions, salience)) for positions, salience, _ in rows])
    plain = np.array([np.nanmean(positions) for positions, _, _ in rows])
    median = np.array([_weighted_median(positions, salience) for positions, salience, _ in rows])
    inside = [low <= outcome <= high for outcome, (low, high) in zip(outcomes, map(error_band, weighted), strict=True)]
    errors = {"weighted_mean": weighted, "plain_mean": plain, "always_fifty": 50.0, "weighted_median": median}
    return {
        "issues": len(rows),
        "expected": {"weighted_mean": 23.64, "plain_mean": 23.63, "always_fifty": 27.96, "weighted_median": 28.3},
        "computed": {name: round(float(np.abs(each - outcomes).mean()), 2) for name, each in errors.items()},
        "band_holds": round(float(np.mean(inside)), 3),
        "band_left_one_out": round(_left_one_out(weighted, outcomes), 3),
    }


def _weighted_median(positions: Any, salience: Any) -> float:
    known = np.isfinite(positions)
    order = np.argsort(positions[known], kind="stable")
    weights = salience[known][order].cumsum()
    return float(positions[known][order][np.searchsorted(weights, weights[-1] / 2)])


def _left_one_out(weighted: Any, outcomes: Any) -> float:
    """Share of outcomes inside bands made from the other issues alone."""
    edges, rest = np.array([0.0, 35.0, 65.0, 100.1]), outcomes - weighted
    place = np.searchsorted(edges, weighted, side="right")
    inside = []
    for number in range(len(rest)):
        others = (place == place[number]) & (np.arange(len(rest)) != number)
        low, high = np.quantile(rest[others], [0.1, 0.9])
        inside.append(low <= rest[number] <= high)
    return float(np.mean(inside))


def _twenty() -> dict[str, Any]:
    """Twenty actors exactly, beside the search and beside the plain sum over pairs for a part of the configurations."""
    drawn = np.random.default_rng(20)
    upper = np.triu(drawn.integers(-2, 3, (20, 20)), 1).astype(float)
    actors, sizes = tuple(f"a{place}" for place in range(20)), drawn.uniform(1, 20, 20)
    begun = time.perf_counter()
    of = Landscape(actors, sizes, upper + upper.T)
    minima, basins = len(of.minima), len(of.basins)
    exact = time.perf_counter() - begun
    begun = time.perf_counter()
    found = search_landscape(actors, sizes, upper + upper.T)
    searched = time.perf_counter() - begun
    begun = time.perf_counter()
    for number in range(2000):
        of.frustrations(number).sum()
    plain = (time.perf_counter() - begun) / 2000 * len(of.energies)
    return {
        "asked_seconds": 5,
        "seconds": round(exact, 2),
        "configurations": len(of.energies),
        "minima": minima,
        "basins": basins,
        "one_by_one_would_take": round(plain, 1),
        "search": {
            "seconds": round(searched, 2),
            "minima": len(found),
            "lowest_found": bool(np.isclose(found[0].energy, of.energies.min())),
        },
    }


def pools() -> dict[str, Any]:
    """Blocs of more actors than are looked at whole: how often a pool tells a fresh draw as all configurations do."""
    found = {}
    for actors, seeds in ((13, 6), (14, 6), (16, 6), (18, 2)):
        wrong = draws = 0
        off, seconds, sizes = 0.0, 0.0, []
        for seed in range(seeds):
            model = Model(read_scenario((HEAD + many(actors, seed)).encode(), "many", Facts(Registry.load())))
            first, second, fresh = (sample(model, BLOC_DRAWS, each) for each in (1, 2, 3))
            begun = time.perf_counter()
            pool = model.pool(np.concatenate([first, second]), model.scenario.after)
            seconds += time.perf_counter() - begun
            landscape = model.landscape(fresh, model.scenario.after)
            told, exact = pool.lowest(*landscape), whole(actors).lowest(*landscape)
            wrong += int((told != exact).any(axis=1).sum())
            draws += len(fresh)
            shared = [float((each[:, 0] == each[:, 1]).mean()) for each in (told, exact)]
            off = max(off, abs(shared[0] - shared[1]))
            sizes.append(len(pool.sides))
        found[str(actors)] = {
            "fresh_draws": draws,
            "told_otherwise_than_by_all_configurations": wrong,
            "share_of_one_bloc_off_by_at_most": round(off, 4),
            "configurations_in_pools": [min(sizes), max(sizes)],
            "of": 1 << (actors - 1),
            "seconds_a_pool": round(seconds / seeds, 2),
        }
    return found


def twelve_actors() -> bytes:
    """A scenario of twelve states, 66 assumed ties, 3 issues on which all stand, and a deal."""
    states = ("USA", "RUS", "CHN", "IND", "PAK", "IRN", "AFG", "TUR", "SAU", "GBR", "FRA", "DEU")
    drawn = np.random.default_rng(12)
    lines = ["scenario: Twelve", "as_of: 2016-09-20", "question: {pair: [RUS, PAK], issue: one}", "actors:"]
    lines += [f"  {state}: {{size: {{value: {drawn.uniform(1, 20):.1f}, assumption: drawn}}}}" for state in states]
    lines += ["ties: {pairs: ["]
    for place, a in enumerate(states):
        for b in states[place + 1 :]:
            lines.append(f"  {{between: [{a}, {b}], value: {drawn.uniform(-1.5, 1.5):.2f}, assumption: drawn}},")
    lines += ["]}", "issues:"]
    for key in ("one", "two", "three"):
        lines += [f"  {key}:", "    positions:"]
        for state in states:
            position, salience = drawn.integers(5, 96), drawn.integers(10, 90)
            lines.append(f"      {state}: {{position: {position}, salience: {salience}, assumption: drawn}}")
    change = "{ties: {pairs: [{between: [RUS, PAK], value: 1.2, assumption: drawn}]}}"
    lines += [f"change: {change}", "deal: {between: [USA, PAK], issues: [one, two]}"]
    return "\n".join(lines).encode()


def _sensitivity() -> dict[str, Any]:
    model = Model(read_scenario(twelve_actors(), "twelve.yaml", Facts(Registry.load())))
    from scipy.stats import qmc  # noqa: F401 (its import is no part of the sensitivity)

    took = []
    for _ in range(3):
        begun, worked = time.perf_counter(), time.process_time()
        found = measure_sensitivity(model, draws=1000)
        took.append((round(time.perf_counter() - begun, 2), round(time.process_time() - worked, 2)))
    return {
        "asked_seconds": 10,
        "seconds_of_three_runs": [seconds for seconds, _ in took],
        "load_average": round(os.getloadavg()[0], 1),
        "cpu_seconds_of_three_runs": [seconds for _, seconds in took],
        "actors": 12,
        "draws": found.draws,
        "numbers_varied": len(model.varying),
        "scenarios_reckoned": found.draws * (len(model.varying) + 2),
    }


def _malformed() -> dict[str, Any]:
    example = (EXAMPLES / "afghan-exit.yaml").read_bytes()
    begun = time.perf_counter()
    found = try_all(example, FILES, 7, Facts(Registry.load()))
    return {
        "expected": {"files": FILES, "tracebacks": 0, "unclear": 0},
        "computed": {
            "files": found.files,
            "tracebacks": sum(found.faults.values()),
            "unclear": sum(found.unclear.values()),
        },
        "refused": found.refused,
        "still_a_scenario": found.read,
        "faults": dict(found.faults),
        "unclear": dict(found.unclear),
        "seconds": round(time.perf_counter() - begun, 1),
    }


def main(arguments: list[str]) -> None:
    parts = PARTS | {"pools": pools, "malformed": _malformed}
    named = [name for name in arguments if name in parts] or list(parts)
    result = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    result |= {name: parts[name]() for name in named}
    print(json.dumps(result, indent=1, ensure_ascii=False))
    if "--save" in arguments:
        LAST.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"saved to {LAST.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
