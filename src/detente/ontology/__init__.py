"""The event ontologies: CAMEO codes, PLOVER types and modes, quad classes and Goldstein scores.

Tables written by the project from the published codebooks, loaded at first use; see docs/ontology.md.
"""

from detente.ontology.cameo import CameoEntry, PloverCode, cameo_entry, cameo_for, cameo_from_name, plover_of
from detente.ontology.goldstein import goldstein
from detente.ontology.plover import (
    PloverEntry,
    modes_of,
    plover_entry,
    plover_score,
    plover_types,
    quad_class_of,
)
from detente.ontology.quad_class import QuadClass

__all__ = [
    "CameoEntry",
    "PloverCode",
    "PloverEntry",
    "QuadClass",
    "cameo_entry",
    "cameo_for",
    "cameo_from_name",
    "goldstein",
    "modes_of",
    "plover_entry",
    "plover_of",
    "plover_score",
    "plover_types",
    "quad_class_of",
]
