import pytest

from detente.errors import UnknownCodeError
from detente.ontology.cameo import cameo_entries
from detente.ontology.goldstein import goldstein


# Goldstein (1992): military attack -10, extend military aid 8.3, seize possessions -9.2; the others as in ICEWS.
@pytest.mark.parametrize(
    ("code", "score"), [("057", 8.0), ("072", 8.3), ("171", -9.2), ("190", -10.0), ("111", -2.0), ("010", 0.0)]
)
def test_published_values(code: str, score: float) -> None:
    assert goldstein(code) == score


def test_scale_runs_from_minus_ten_to_ten() -> None:
    scores = [goldstein(code) for code in cameo_entries()]
    assert (min(scores), max(scores)) == (-10.0, 10.0)


def test_codes_in_no_published_list_take_the_value_of_the_code_above() -> None:
    above = {"1214": "121", "155": "15", "176": "17", "1834": "183", "1951": "195", "1952": "195"}
    assert {code: goldstein(code) for code in above} == {code: goldstein(parent) for code, parent in above.items()}


def test_unknown_code() -> None:
    with pytest.raises(UnknownCodeError, match="keep the zero"):
        goldstein("57")
