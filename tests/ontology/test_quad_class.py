import pytest

from detente.ontology.quad_class import QuadClass


@pytest.mark.parametrize(
    ("number", "label", "is_conflict", "is_material"),
    [
        (1, "verbal cooperation", False, False),
        (2, "material cooperation", False, True),
        (3, "verbal conflict", True, False),
        (4, "material conflict", True, True),
    ],
)
def test_numbers_are_those_of_plover_and_gdelt(number: int, label: str, is_conflict: bool, is_material: bool) -> None:
    quad_class = QuadClass(number)
    assert (quad_class.label, quad_class.is_conflict, quad_class.is_material) == (label, is_conflict, is_material)
