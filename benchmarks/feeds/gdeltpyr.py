"""What gdeltPyR (PyPI `gdelt` 0.1.14) does with event files, by its own functions, on files that lie here.

`gdelt.Search` hands its worker one address after another in a pool of as many processes as there are processors, puts
the frames together, and looks the description of every row's CAMEO code up, one row at a time. That is done here in
the same order; only the download is left out. The package itself cannot be imported without a network, since its wheel
lacks the table of codes and fetches it at import: its modules are loaded without it, and the table is made of the
codes at hand.

Run: python benchmarks/feeds/gdeltpyr.py FOLDER; prints rows, and seconds by clock and processor, of reading and of all.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import sys
import time
from functools import partial
from multiprocessing import Pool, cpu_count
from pathlib import Path
from types import ModuleType
from typing import Any


class _Local:
    """What its worker takes for an answer from the server."""

    status_code = 200
    url = ""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()


def installed() -> bool:
    """Whether the package is here: it is no dependency of the project, nor of its checks."""
    return importlib.util.find_spec("gdelt") is not None


def _modules() -> tuple[Any, Any]:
    """Its worker's module and its helpers, without its __init__."""
    spec = importlib.util.find_spec("gdelt")
    if spec is None or spec.submodule_search_locations is None:
        raise SystemExit("gdelt is not installed: pip install gdelt==0.1.14")
    package = ModuleType("gdelt")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["gdelt"] = package
    return importlib.import_module("gdelt.parallel"), importlib.import_module("gdelt.helpers")


def main(folder: Path) -> None:
    """Read the folder's files and print the costs as JSON."""
    import pandas as pd

    parallel, helpers = _modules()
    paths = {path.name[:14]: path for path in sorted(folder.iterdir())}

    def get(url: str, **_: object) -> _Local:
        found = re.search("[0-9]{14}", url)
        assert found is not None
        return _Local(paths[found.group()])

    parallel.requests.get = get
    urls = [f"http://localhost/{moment}.export.CSV.zip" for moment in paths]
    started, before = time.perf_counter(), _cpu_s()
    with Pool(processes=cpu_count()) as pool:
        frames = list(pool.imap_unordered(partial(parallel._mp_worker, table="events"), urls))
        pool.close()
        pool.join()
    whole = pd.concat(frames).reset_index(drop=True)
    read_s = time.perf_counter() - started
    read_cpu_s = _cpu_s() - before
    codes = pd.DataFrame({"cameoCode": sorted(whole[26].dropna().unique()), "Description": "an event"})
    codes = codes.set_index("cameoCode", drop=False)
    whole.insert(27, "CAMEOCodeDescription", whole[26].apply(partial(helpers._cameos, codes=codes)).values)
    told = {"rows": len(whole), "read_s": read_s, "read_cpu_s": read_cpu_s}
    print(json.dumps(told | {"all_s": time.perf_counter() - started, "all_cpu_s": _cpu_s() - before}))


def _cpu_s() -> float:
    """Processor seconds of this process and of those that it started and that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main(Path(sys.argv[1]))
