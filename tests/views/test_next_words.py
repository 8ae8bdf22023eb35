"""Words for ranked actors: what rests on no single act is summed, the act that is asked is not told twice."""

from datetime import date

from detente.forecast.next_events import ActorName, PastAct, RankedActor, RankReason, TypeAhead
from detente.views.next_words import before_words, rate_words, reasons_words

RUS, USA, CHN = ActorName("RUS", "Russia"), ActorName("USA", "United\x1b[31m States"), ActorName("CHN", "China")
DAY = date(2014, 12, 30)
SAME = PastAct(RUS, "CONSULT", USA, 166, (DAY,))


def ranked(*reasons: RankReason, before: PastAct | None = SAME) -> RankedActor:
    return RankedActor(USA, 1, before, reasons)


def test_a_rule_on_the_very_act_is_summed_with_the_same_before() -> None:
    told = ranked(
        RankReason("same", 0.46),
        RankReason("rule", 0.31, (SAME,)),
        RankReason("rule", 0.27, (PastAct(USA, "AGREE", RUS, 1, (DAY,)),)),
        RankReason("pair", -0.2),
        RankReason("vector", 0.05),
    )
    assert reasons_words(told) == [
        "+0.77 the same before, -0.20 dealings of the two",
        "+0.27 after United[31m States AGREE Russia on 30 Dec 2014",
    ]


def test_a_path_names_both_its_legs_and_two_acts_at_most_are_told() -> None:
    legs = (PastAct(RUS, "CONSULT", CHN, 63, (DAY,)), PastAct(USA, "AID", CHN, 2, (DAY,)))
    rule = RankReason("rule", 0.2, (PastAct(USA, "AGREE", RUS, 1, (DAY,)),))
    told = ranked(RankReason("path", 0.4, legs), rule, rule)
    first, second = reasons_words(told)
    assert first == (
        "+0.40 over a common partner: Russia CONSULT China on 63 days, last 30 Dec 2014; United[31m States AID China "
        "on 2 days, last 30 Dec 2014"
    )
    assert second.startswith("+0.20 after ")


def test_what_never_came_before_is_told_so() -> None:
    assert before_words(ranked()) == "on 166 days, last 30 Dec 2014"
    assert before_words(ranked(before=None)) == "never before"


def test_without_a_rate_only_what_happened_is_told() -> None:
    one = TypeAhead("AID", None, 1, DAY, (), (), None)
    assert rate_words(one, 0) == "1 event so far; how likely one is within a month cannot be told"
