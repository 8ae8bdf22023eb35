"""Who says so: direct and indirect speech, thought, claims, denials, questions and forecasts of a whole text.

Three passes over the parsed doc: cue words with their grammatical content, quotations with the cue beside
them, and phrases that qualify a clause ("according to X", "reportedly", "in X's view"). A quotation that
nothing attributes still is somebody's speech, never the author's: it goes to the last speaker of its
paragraph or of the one before, or to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from detente.reading.attributions import ATTITUDES, Attribution, Attributions, holding
from detente.reading.cue_frames import (
    Complements,
    choose,
    complements_of_adjective,
    complements_of_noun,
    complements_of_verb,
    readings_of_verb,
)
from detente.reading.cues import AttributionCue, attribution_cues
from detente.reading.quotations import Paragraphs, find_quotations
from detente.reading.quoted_speech import attribute_quotations
from detente.reading.ranges import clip, subtract, trim, union
from detente.reading.speakers import Range, phrase, source_phrase, speaker_of_noun, speaker_of_verb
from detente.records import Status

__all__ = ["Attribution", "Attributions", "attribution_of", "find_attributions"]

VIEW_NOUNS = frozenset({"view", "opinion", "word", "eye", "account", "judgment", "judgement", "telling", "estimation"})


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
            found.extend(_according_to(token, paragraphs))
    quotations = find_quotations(doc)
    return Attributions(attribute_quotations(doc, found, quotations, paragraphs))


def attribution_of(
    token: Token | int, attributions: tuple[Attribution, ...], *, attitudes: bool = False
) -> Attribution | None:
    """The innermost attribution whose content holds the token.

    Args:
        token: A token or its index.
        attributions: What `find_attributions` gave for its doc.
        attitudes: Count also mere attitudes to a thing ("condemned the attack"), whose speaker does not
            vouch for the thing itself.

    Returns:
        The attribution, or None where the author speaks.
    """
    index = token if isinstance(token, int) else token.i
    for each in holding(index, attributions):
        if attitudes or each.sort not in ATTITUDES:
            return each
    return None


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
        yield from _in_the_view_of(noun, paragraphs)
        return
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
        content = _governed(word, paragraphs)
        if content:
            yield Attribution(None, None, (word.i, word.i + 1), lemma, content, reading.strength, reading.sort, "clause")
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
    low, high = paragraphs.range(anchor.i)
    source = source_phrase(speaker, anchor, low, high) if speaker is not None else None
    content: list[Range] = []
    for edges in _bridged([(head.left_edge.i, head.right_edge.i + 1) for head in heads], cue[1]):
        edges = clip(edges, low, high)
        own = [cue] if source is None else [cue, source]
        content.extend(trim(anchor.doc, piece) for piece in subtract(edges, own))
    pieces = union(anchor.doc, content)
    if pieces:
        strength = Status.ASKED if frame == "wh" and complements.whether and reading.strength != "denied" else reading.strength
        strength = _negated_strength(anchor, reading, strength)
        head_index = speaker.i if speaker is not None else None
        yield Attribution(source, head_index, cue, reading.lemma, pieces, strength, reading.sort, frame)


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
    """"The talks, he said, failed"; "as the minister said": the clause that the saying interrupts."""
    as_clause = verb.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)
    if verb.dep_ not in {"parataxis"} and not as_clause:
        return
    if speaker is None:
        return
    low, high = paragraphs.range(verb.i)
    source = phrase(speaker, low, high)
    host = verb.head
    edges = clip((host.left_edge.i, host.right_edge.i + 1), low, high)
    own = clip((verb.left_edge.i, verb.right_edge.i + 1), low, high)
    pieces = union(verb.doc, [trim(verb.doc, piece) for piece in subtract(edges, [own, cue, source])])
    if pieces:
        yield Attribution(source, speaker.i, cue, reading.lemma, pieces, reading.strength, reading.sort, "clause")


def _governed(word: Token, paragraphs: Paragraphs) -> tuple[Range, ...]:
    """What "allegedly" or "alleged" speaks of: its clause, or its noun phrase."""
    host = word.head
    if host is word or host.pos_ == "PUNCT":
        return ()
    low, high = paragraphs.range(word.i)
    edges = clip((host.left_edge.i, host.right_edge.i + 1), low, high)
    return union(word.doc, [trim(word.doc, piece) for piece in subtract(edges, [(word.i, word.i + 1)])])


def _according_to(word: Token, paragraphs: Paragraphs) -> Iterator[Attribution]:
    doc = word.doc
    if word.i + 1 >= len(doc) or doc[word.i + 1].lower_ != "to":
        return
    to = doc[word.i + 1]
    speaker = next((child for child in to.children if child.dep_ == "pobj"), None)
    if speaker is None:
        return
    yield from _qualify(word, (word.i, word.i + 2), "according to", speaker, paragraphs)


def _in_the_view_of(noun: Token, paragraphs: Paragraphs) -> Iterator[Attribution]:
    """"in the view of X", "in X's words"."""
    speaker = next((child for child in noun.children if child.dep_ == "poss"), None)
    if speaker is None:
        preps = (child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of")
        speaker = next((grand for prep in preps for grand in prep.children if grand.dep_ == "pobj"), None)
    if speaker is not None and speaker.pos_ in {"PROPN", "PRON", "NOUN"}:
        yield from _qualify(noun.head, (noun.head.i, noun.i + 1), f"{noun.head.lower_} view", speaker, paragraphs)


def _qualify(
    phrase_head: Token, cue: Range, lemma: str, speaker: Token, paragraphs: Paragraphs
) -> Iterator[Attribution]:
    """The clause that a phrase such as "according to X" stands in."""
    low, high = paragraphs.range(phrase_head.i)
    source = phrase(speaker, low, high)
    if source[0] <= cue[0] and cue[1] <= source[1]:
        source = speaker.i, speaker.i + 1
    host = _clause_head(phrase_head)
    edges = clip((host.left_edge.i, host.right_edge.i + 1), low, high)
    own = clip((phrase_head.left_edge.i, phrase_head.right_edge.i + 1), low, high)
    cluster = min(own[0], cue[0], source[0]), max(own[1], cue[1], source[1])
    pieces = union(phrase_head.doc, [trim(phrase_head.doc, piece) for piece in subtract(edges, [cluster])])
    if pieces:
        yield Attribution(source, speaker.i, cue, lemma, pieces, Status.REPORTED, "say", "clause")


def _clause_head(token: Token) -> Token:
    """The nearest verb above a token, or the top of its sentence."""
    current = token
    for _ in range(20):
        current = current.head
        if current.pos_ in {"VERB", "AUX"} or current.head is current:
            return current
    return current
