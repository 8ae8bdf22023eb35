"""From a server that misbehaves to the doctor: what could not be fetched is a gap in the world, and closes later."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import misbehaving_server as ways
from feed_lines import COLUMNS_61, gdelt_line
from misbehaving_server import serving

STAMPS = ("20191024000000", "20191024001500", "20191024003000")


def zipped(stamp: str) -> bytes:
    """A file of one event, as published."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        told = {"SOURCEURL": f"https://example.org/{stamp}", "ActionGeo_FullName": f"Place {stamp}"}
        line = gdelt_line(COLUMNS_61, GLOBALEVENTID=stamp, DATEADDED=stamp, **told)
        archive.writestr(f"{stamp}.export.CSV", line + "\n")
    return held.getvalue()


def test_what_no_server_gave_is_a_gap_until_it_comes(cli: Callable[..., Any], tmp_path: Path) -> None:
    folder, world = tmp_path / "gdelt", tmp_path / "world"
    with serving() as server:
        listed = []
        for stamp in STAMPS:
            name, body = f"{stamp}.export.CSV.zip", zipped(stamp)
            server.put(f"/gdeltv2/{name}", body)
            listed.append(f"{len(body)} {hashlib.md5(body).hexdigest()} http://x/gdeltv2/{name}\n")
        server.put("/gdeltv2/masterfilelist.txt", "".join(listed).encode())
        lost = f"/gdeltv2/{STAMPS[1]}.export.CSV.zip"
        server.behaviours[lost] = [ways.status(404)]

        def run() -> dict[str, Any]:
            days = ("--from", "2019-10-24", "--to", "2019-10-24")
            fetched = cli("fetch", "gdelt", *days, "-o", folder, "--mirror", server.url, "--json")
            assert fetched.code == bool(server.behaviours[lost])
            assert cli("import", "gdelt", folder, "--world", world).code == 0
            told: dict[str, Any] = json.loads(cli("doctor", "--world", world, "--json").out)
            return told

        first = run()
        gaps = {gap["start"]: (gap["end"], gap["why"]) for gap in first["gaps"]}
        assert gaps["2019-10-24T00:15:00+00:00"] == (
            *("2019-10-24T00:30:00+00:00", "listed, but no server gave it whole"),
        )
        assert [feed["counts"]["added"] for feed in first["feeds"]] == [2]

        server.behaviours[lost] = []
        second = run()
        assert "2019-10-24T00:15:00+00:00" not in {gap["start"] for gap in second["gaps"]}
        assert [feed["counts"]["added"] for feed in second["feeds"]] == [3]
