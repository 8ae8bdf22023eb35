"""Network files hold whatever ids and names there are, also those that XML has no place for."""

from datetime import date
from pathlib import Path
from typing import Any

import networkx
from hypothesis import given
from hypothesis import strategies as st

from detente.pipeline.networks import DayNetwork
from detente.relations.networks.build import Ties, network_of_ties
from detente.views.charts.svg import fit_for_xml
from detente.views.export.networks import write_gexf, write_graphml

ABOUT: dict[str, Any] = {"detente": "0", "licences": {}}
NAMES = st.text(min_size=1, max_size=12)


@given(name=NAMES, evidence=st.lists(NAMES, min_size=1, max_size=3))
def test_any_name_and_evidence_comes_back(tmp_path_factory: Any, name: str, evidence: list[str]) -> None:
    folder: Path = tmp_path_factory.mktemp("xml")
    ties = Ties(["A"] * len(evidence), ["B"] * len(evidence), [-1] * len(evidence), evidence=evidence)
    found = DayNetwork(network_of_ties(ties, day=date(2019, 1, 1)), date(2018, 2, 1), date(2019, 1, 1), None)
    for write, read in ((write_graphml, networkx.read_graphml), (write_gexf, networkx.read_gexf)):
        path = folder / "n.xml"
        write(found, path, name=lambda _: name, licences=lambda _: [name], about=ABOUT)
        graph = read(path)
        assert int(graph.edges["A", "B"]["sign"]) == -1
        assert float(graph.edges["A", "B"]["weight"]) == len(evidence)
    label = graph.nodes["A"]["label"]
    # XML attributes even out line ends and tabs; all else that XML can hold is kept.
    assert label.split() == fit_for_xml(name).split()
