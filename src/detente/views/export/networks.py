"""A signed network as GraphML or GEXF: nodes with names, edges with sign, weight and the ids of their evidence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from detente.pipeline.networks import DayNetwork
from detente.relations.networks.signed import SignedEdge
from detente.views.charts.svg import fit_for_xml
from detente.views.drafts import drafted

GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
GEXF: Final = "http://www.gexf.net/1.2draft"
EDGE_KEYS: Final = (
    ("sign", "int"),
    ("weight", "double"),
    ("evidence", "string"),
    ("against", "string"),
    ("licences", "string"),
)
"""`sign` is 1 or -1, `weight` events and statements; the others are JSON lists of text."""

Licences = Callable[[SignedEdge], list[str]]


def write_graphml(
    found: DayNetwork, path: Path, *, name: Callable[[str], str], licences: Licences, about: Mapping[str, Any]
) -> None:
    """Write GraphML, whole or not at all; `about` stands in the graph's own data as JSON.

    Raises:
        DetenteError: The file cannot be written.
    """
    root = Element("graphml", xmlns=GRAPHML)
    keys = [
        ("name", "node", "string"),
        *((key, "edge", kind) for key, kind in EDGE_KEYS),
        ("detente", "graph", "string"),
    ]
    for key, owner, kind in keys:
        SubElement(root, "key", {"id": key, "for": owner, "attr.name": key, "attr.type": kind})
    graph = SubElement(root, "graph", {"id": "network", "edgedefault": "undirected"})
    _data(graph, "detente", json.dumps(about, ensure_ascii=False))
    for actor in found.network.actors:
        _data(SubElement(graph, "node", {"id": fit_for_xml(actor)}), "name", name(actor))
    for edge in found.network.edges:
        ends = {"source": fit_for_xml(edge.first), "target": fit_for_xml(edge.second)}
        of_edge = SubElement(graph, "edge", ends)
        for key, value in _edge_values(edge, licences).items():
            _data(of_edge, key, value)
    _write(root, path)


def write_gexf(
    found: DayNetwork, path: Path, *, name: Callable[[str], str], licences: Licences, about: Mapping[str, Any]
) -> None:
    """Write GEXF 1.2, whole or not at all; `about` stands in the description as JSON.

    Raises:
        DetenteError: The file cannot be written.
    """
    root = Element("gexf", xmlns=GEXF, version="1.2")
    meta = SubElement(root, "meta", lastmodifieddate=found.day.isoformat())
    SubElement(meta, "creator").text = f"Detente {about['detente']}"
    SubElement(meta, "description").text = fit_for_xml(json.dumps(about, ensure_ascii=False))
    graph = SubElement(root, "graph", defaultedgetype="undirected", mode="static")
    attributes = SubElement(graph, "attributes", {"class": "edge", "mode": "static"})
    for number, (key, kind) in enumerate(EDGE_KEYS):
        kinds = {"int": "integer"}
        SubElement(attributes, "attribute", id=str(number), title=key, type=kinds.get(kind, kind))
    nodes = SubElement(graph, "nodes")
    for actor in found.network.actors:
        SubElement(nodes, "node", id=fit_for_xml(actor), label=fit_for_xml(name(actor)))
    edges = SubElement(graph, "edges")
    for number, edge in enumerate(found.network.edges):
        of_edge = SubElement(
            edges,
            "edge",
            id=str(number),
            source=fit_for_xml(edge.first),
            target=fit_for_xml(edge.second),
            weight=f"{edge.weight:g}",
        )
        values = SubElement(of_edge, "attvalues")
        for at, value in enumerate(_edge_values(edge, licences).values()):
            SubElement(values, "attvalue", {"for": str(at), "value": fit_for_xml(value)})
    _write(root, path)


def _edge_values(edge: SignedEdge, licences: Licences) -> dict[str, str]:
    return {
        "sign": str(int(edge.sign)),
        "weight": f"{edge.weight:g}",
        "evidence": json.dumps(edge.evidence, ensure_ascii=False),
        "against": json.dumps(edge.against, ensure_ascii=False),
        "licences": json.dumps(licences(edge), ensure_ascii=False),
    }


def _data(owner: Element, key: str, value: str) -> None:
    SubElement(owner, "data", key=key).text = fit_for_xml(value)


def _write(root: Element, path: Path) -> None:
    ElementTree.indent(root)
    with drafted(path) as draft:
        ElementTree.ElementTree(root).write(draft, encoding="utf-8", xml_declaration=True)
