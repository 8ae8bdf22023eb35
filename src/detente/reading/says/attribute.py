"""Who says so: direct and indirect speech, thought, claims, denials, questions and forecasts of a whole text.

Three passes over the parsed doc: cue words with their grammatical content, quotations with the cue beside
them, and phrases that qualify a clause ("according to X", "reportedly", "in X's view"). A quotation that
nothing attributes still is somebody's speech, never the author's: it goes to the last speaker of its
paragraph or of the one before, or to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from detente.reading.says.attributions import ATTITUDES, Attribution, Attributions, holding
from detente.reading.says.cue_frames import (
    Complements,
    choose,
    complements_of_adjective,
    complements_of_noun,
    complements_of_verb,
    readings_of_verb,
)
from detente.reading.says.cues import AttributionCue, attribution_cues
from detente.reading.says.qualifiers import VIEW_NOUNS, according_to, governed_content, in_the_view_of
from detente.reading.says.quotations import Paragraphs, find_quotations
from detente.reading.says.quoted_speech import attribute_quotations
from detente.reading.says.speakers import Range, after_dateline, phrase, source_phrase, speaker_of_noun, speaker_of_verb
from detente.reading.says.spoken_lines import mistagged_saying, speaker_lines
from detente.reading.syntax.ranges import clip, subtract, trim, union
from detente.records import Status

__all__ = ["Attribution", "Attributions", "attribution_of", "find_attributions"]

THOUGHTS = frozenset({"think", "fear", "hope"})
COMPARISON_REACH = 80  # tokens


def find_attributions(doc: Doc) -> Attributions:
    """All attributions of a parsed text, innermost (shortest content) first.

    Args:
        doc: A whole article, parsed by an English spaCy pipeline (tags, lemmas, dependencies).

    Returns:
        Attributions whose ranges all lie inside the doc; empty for a text that only asserts.
    """
    paragraphs = Paragraphs(doc)
    found: list[Attribution] = []
    for token in doc:
        pos = token.pos_
        if pos in {"VERB", "AUX"}:
            found.extend(_of_verb(token, paragraphs))
        elif pos == "NOUN":
            found.extend(_of_noun(token, paragraphs))
        elif pos in {"ADJ", "ADV"}:
            found.extend(_of_adjective(token, paragraphs))
        if token.lower_ == "according":
            found.extend(according_to(token, paragraphs))
    found.extend(speaker_lines(doc, paragraphs))
    for sentence in doc.sents:
        found.extend(mistagged_saying(sentence, paragraphs))
    quotations = find_quotations(doc)
    return Attributions(attribute_quotations(doc, found, quotations, paragraphs))


def attribution_of(
    token: Token | int, attributions: tuple[Attribution, ...], *, attitudes: bool = False
) -> Attribution | None:
    """The innermost attribution whose content holds the token.

    A nameless plan, request or report of something ("calls for a ban") yields to a speaker around it.

    Args:
        token: A token or its index.
        attributions: What `find_attributions` gave for its doc.
        attitudes: Count also mere attitudes to a thing ("condemned the attack"), whose speaker does not
            vouch for the thing itself.

    Returns:
        The attribution, or None where the author speaks.
    """
    index = token if isinstance(token, int) else token.i
    nameless = None
    for each in holding(index, attributions):
        if attitudes or each.sort not in ATTITUDES:
            if each.source is not None or each.frame in {"that", "wh", "quote", "clause"}:
                return each
            nameless = nameless or each
    return nameless


def _of_verb(verb: Token, paragraphs: Paragraphs) -> Iterator[Attribution]:
    readings, parts = readings_of_verb(verb)
    if not readings or verb.dep_ in {"aux", "auxpass", "amod", "compound"}:
        return
    complements = complements_of_verb(verb, parts)
    speaker = speaker_of_verb(verb)
    cue = cue_range(verb, parts)
    for reading, frame, heads in choose(readings, complements):
        yield from _build(reading, frame, heads, cue, speaker, complements, paragraphs)
        return
    if any("quote" in reading.frames for reading in readings):
        yield from _parenthetical(verb, readings[0], cue, speaker, paragraphs)


def _of_noun(noun: Token, paragraphs: Paragraphs) -> Iterator[Attribution]:
    if noun.lemma_ in VIEW_NOUNS and noun.head.lower_ in {"in", "by"} and noun.dep_ == "pobj":
        yield from in_the_view_of(noun, paragraphs)
        return
    if noun.lower_ == "order" and noun.i > 0 and noun.nbor(-1).lower_ == "in":
        return  # "in order to"
    readings = attribution_cues().get(("noun", noun.lemma_.lower()))
    if readings:
        complements = complements_of_noun(noun)
        for reading, frame, heads in choose(readings, complements):
            cue = noun.i, noun.i + 1
            yield from _build(reading, frame, heads, cue, speaker_of_noun(noun), complements, paragraphs)
            return


def _of_adjective(word: Token, paragraphs: Paragraphs) -> Iterator[Attribution]:
    lemma = word.lower_
    for reading in attribution_cues().get(("adv", lemma), ()):
        content = governed_content(word, paragraphs)
        if content:
            yield Attribution(
                None, None, (word.i, word.i + 1), lemma, content, reading.strength, reading.sort, "clause"
            )
            return
    readings = attribution_cues().get(("adj", lemma))
    if readings and word.pos_ == "ADJ" and word.dep_ in {"acomp", "conj", "ROOT", "ccomp", "advcl"}:
        complements = complements_of_adjective(word)
        for reading, frame, heads in choose(readings, complements):
            yield from _build(
                reading, frame, heads, (word.i, word.i + 1), speaker_of_verb(word), complements, paragraphs
            )
            return


def _build(
    reading: AttributionCue,
    frame: str,
    heads: list[Token],
    cue: Range,
    speaker: Token | None,
    complements: Complements,
    paragraphs: Paragraphs,
) -> Iterator[Attribution]:
    """The attribution whose content is spanned by `heads`, cut around its own cue and speaker."""
    anchor = complements.parts[0]
    low, high = paragraphs.window(anchor.i)
    start = max(low, paragraphs.text_start(anchor.i))
    speaker = after_dateline(speaker, start) if speaker is not None else None
    source = source_phrase(speaker, anchor, min(start, speaker.i), high) if speaker is not None else None
    own = [cue] if source is None else [cue, source]
    if reading.sort in THOUGHTS:
        own.extend(_comparisons(heads))
    content: list[Range] = []
    for edges in _bridged([(head.left_edge.i, head.right_edge.i + 1) for head in heads], cue[1]):
        edges = clip(edges, start, high) if edges[1] > start else clip(edges, low, high)
        content.extend(trim(anchor.doc, piece) for piece in subtract(edges, own))
    pieces = union(anchor.doc, content)
    if pieces:
        strength = (
            Status.ASKED if frame == "wh" and complements.whether and reading.strength != "denied" else reading.strength
        )
        strength = _negated_strength(anchor, reading, strength)
        head_index = speaker.i if speaker is not None else None
        yield Attribution(source, head_index, cue, reading.lemma, pieces, strength, reading.sort, frame)


def _comparisons(heads: list[Token]) -> list[Range]:
    """ "..., just as it had attacked X": the author's own knowledge, beside what somebody thinks."""
    found = []
    for head in heads:
        for token in head.doc[head.i : min(head.right_edge.i + 1, head.i + COMPARISON_REACH)]:
            clause = token.head
            if token.lower_ == "as" and token.dep_ == "mark" and clause.dep_ == "advcl" and token.i < clause.i:
                past = clause.tag_ == "VBD" or any(
                    c.dep_ == "aux" and c.lower_ in {"had", "did"} for c in clause.children
                )
                if past:
                    found.append((clause.left_edge.i, clause.right_edge.i + 1))
    return found


def _bridged(spans: list[Range], cue_end: int) -> list[Range]:
    """Phrases after the cue belong together with the small words between them: "Y *as* a threat", "Y *of* lying"."""
    after = [span for span in spans if span[0] >= cue_end]
    before = [span for span in spans if span[0] < cue_end]
    if len(after) > 1:
        after = [(min(span[0] for span in after), max(span[1] for span in after))]
    return before + after


def _negated_strength(cue: Token, reading: AttributionCue, strength: Status) -> Status:
    """ "did not deny that", "no evidence that", "no doubt that": what negation does to the content's status."""
    negated = any(child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no") for child in cue.children)
    negated = negated or (cue.dep_ == "conj" and any(child.lower_ == "nor" for child in cue.head.children))
    if not negated:
        return strength
    if reading.sort in {"deny", "claim"} and strength is Status.DENIED:
        return Status.POSSIBLE
    if cue.pos_ == "NOUN" and reading.sort == "doubt":
        return Status.REPORTED
    if strength is Status.ASSERTED and reading.sort not in ATTITUDES:
        return Status.POSSIBLE if cue.lemma_ in {"confirm", "prove", "verify", "establish"} else strength
    if cue.pos_ == "NOUN" and reading.sort in {"show", "say"}:
        return Status.DENIED
    return strength


def cue_range(verb: Token, parts: list[Token]) -> Range:
    """The verb with the auxiliaries, negation and adverbs right before it, and its particle right after."""
    start, end = verb.i, verb.i + 1
    before = {child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "neg", "advmod"}}
    while start - 1 in before:
        start -= 1
    own = {part.i for part in parts}
    return start, max(end, *(index + 1 for index in own if index < end + 4))


def _parenthetical(
    verb: Token, reading: AttributionCue, cue: Range, speaker: Token | None, paragraphs: Paragraphs
) -> Iterator[Attribution]:
    """ "The talks, he said, failed"; "as the minister said": the clause that the saying interrupts."""
    as_clause = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    if verb.dep_ not in {"parataxis"} and not as_clause:
        return
    if speaker is None:
        return
    low, high = paragraphs.window(verb.i)
    source = phrase(speaker, low, high)
    host = verb.head
    edges = clip((host.left_edge.i, host.right_edge.i + 1), low, high)
    own = clip((verb.left_edge.i, verb.right_edge.i + 1), low, high)
    pieces = union(verb.doc, [trim(verb.doc, piece) for piece in subtract(edges, [own, cue, source])])
    if pieces:
        yield Attribution(source, speaker.i, cue, reading.lemma, pieces, reading.strength, reading.sort, "clause")
