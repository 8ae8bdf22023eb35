"""Whatever is asked of the API, it answers as its description says, and never with a fault of its own."""

from __future__ import annotations

import json
import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from detente.views.web.api import ROUTERS
from views.web.running import serving

CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)
EXAMPLES = 25
PAIRS = (None, ("RUS", "PAK"), ("France", "DEU"), ("IND", "AFG"))
"""Most names that are made up are nobody's; with these the rest of the parameters counts."""

PATHS = sorted({f"/api{route.path}" for router in ROUTERS for route in router.routes})  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def described(web_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The API's own description, read as a stranger would; over a copy of the world, for some of it writes."""
    copy = shutil.copytree(web_world, tmp_path_factory.mktemp("described") / "world")
    with serving(Path(copy), warm_reader=True) as address:
        while not json.load(urllib.request.urlopen(f"{address}/api/read", timeout=120))["is_ready"]:
            time.sleep(0.2)
        yield schemathesis.openapi.from_url(f"{address}/api/openapi.json")


def test_every_model_has_a_name_of_its_own(client: TestClient) -> None:
    names = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert not [name for name in names if "__" in name]  # so FastAPI tells apart what is called the same


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_described(described: Any, path: str) -> None:
    methods = described[path]
    for method in methods:
        operation = methods[method]

        @given(case=operation.as_strategy(), pair=st.sampled_from(PAIRS))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        )
        def answers_as_described(case: Any, pair: tuple[str, str] | None) -> None:
            if pair is not None and "a" in case.query:
                case.query |= dict(zip("ab", pair, strict=True))
            response = case.call()
            case.validate_response(response, checks=CHECKS)

        answers_as_described()
