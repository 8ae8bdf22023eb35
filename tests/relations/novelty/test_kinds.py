from detente.relations.novelty.kinds import Likeness, is_shared, kind_of
from relations.measures.dyads import act


def test_a_context_is_the_mode_where_plover_has_none() -> None:
    assert kind_of(act(cameo_code="062"), Likeness.MODE) == "COOPERATE military"
    assert kind_of(act(cameo_code="042"), Likeness.MODE) == "CONSULT visit"
    assert kind_of(act(cameo_code="060"), Likeness.MODE) is None


def test_a_statement_has_no_type_but_a_root() -> None:
    said = act(cameo_code="010")
    assert [kind_of(said, likeness) for likeness in Likeness] == [None, None, "CAMEO 01", None]


def test_exercises_have_no_direction_and_visits_have() -> None:
    for code, either_way in (("062", True), ("057", False), ("042", False), ("041", True), ("190", False)):
        assert is_shared(act(cameo_code=code)) == either_way, code
