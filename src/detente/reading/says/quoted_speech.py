"""Quotations and the cue beside them: "..." he said. "..."; X said: "..."; paragraphs of speech without a cue.

Works on the surface (marks, cue words, paragraph breaks), for parsers lose their way in long quotations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from detente.reading.says.attributions import Attribution
from detente.reading.says.cue_frames import readings_of_verb
from detente.reading.says.cues import AttributionCue
from detente.reading.says.quotations import Paragraphs, Quotation
from detente.reading.says.speakers import Range, source_phrase, speaker_of_verb
from detente.reading.syntax.ranges import union
from detente.records import Status

REACH = 25  # tokens between a cue and its quotation: "X, the chairman of the committee on Y, told reporters:"
SENTENCE_END = frozenset({".", "!", "?"})
SPOKEN = frozenset({"quote", "that", "clause", "wh"})
SHORT = 4  # quotations of fewer words are scare quotes or names, unless a cue stands beside them


def attribute_quotations(
    doc: Doc, found: list[Attribution], quotations: Sequence[Quotation], paragraphs: Paragraphs
) -> list[Attribution]:
    """`found` with quotations joined to the cue beside them, and one attribution for each that had none."""
    if not quotations:
        return found
    reader = _Reader(doc, found, quotations, paragraphs)
    return reader.read()


class _Reader:
    """State of one pass over a doc's quotations, in order."""

    def __init__(
        self, doc: Doc, found: list[Attribution], quotations: Sequence[Quotation], paragraphs: Paragraphs
    ) -> None:
        self.doc = doc
        self.quotations = quotations
        self.paragraphs = paragraphs
        self.inside = bytearray(len(doc))
        for quotation in quotations:
            self.inside[quotation.start : quotation.end] = b"\1" * (quotation.end - quotation.start)
        self.by_verb = {each.cue[1] - 1: each for each in found}
        for each in found:
            for index in range(*each.cue):
                self.by_verb.setdefault(index, each)
        self.found = found
        self.started = bytearray(len(doc))  # inside a content that begins earlier
        for each in found:
            if each.frame not in {"quote", "clause"}:
                for low, high in each.content:
                    if low >= each.cue[1]:
                        self.started[low + 1 : high] = b"\1" * (high - low - 1)
        self.claimed: dict[int, list[Range]] = {}  # cue verb -> quotations

    def read(self) -> list[Attribution]:
        owners: list[int | None] = []
        for number, quotation in enumerate(self.quotations):
            owner = self._owner(quotation, number, owners)
            owners.append(owner)
            if owner is not None:
                self.claimed.setdefault(owner, []).append((quotation.start, quotation.end))
        made = [self._joined(owner, spans) for owner, spans in self.claimed.items()]
        replaced = {id(self.by_verb[owner]) for owner in self.claimed if owner in self.by_verb}
        kept = [each for each in self.found if id(each) not in replaced]
        kept.extend(each for each in made if each is not None)
        return self._unclaimed(kept, owners)

    def _owner(self, quotation: Quotation, number: int, owners: list[int | None]) -> int | None:
        """Index of the verb that brings a quotation: before it, after it, or that of the quotation it continues."""
        before, after = self._verb_before(quotation), self._verb_after(quotation)
        starts = self._starts_sentence(quotation)
        if not starts and self.started[quotation.start]:
            return None  # part of what a cue before it already says
        if starts:
            if after is not None:
                return after
            if before is None and number and owners[number - 1] is not None:
                verb = owners[number - 1]
                assert verb is not None
                if self._continues(verb, quotation):
                    return verb
            return before
        return before if before is not None else after

    def _starts_sentence(self, quotation: Quotation) -> bool:
        i = quotation.start - 1
        return i < 0 or self.doc[i].is_space or self.doc[i].text in SENTENCE_END or bool(self.inside[i])

    def _verb_before(self, quotation: Quotation) -> int | None:
        """The cue verb whose colon, comma or nothing brings a quotation."""
        i = quotation.start - 1
        if i < 0:
            return None
        led = self.doc[i].text in {",", ":"} or self.doc[i].lower_ in {"that", "as"}
        for step in range(REACH):
            token = self.doc[i - step] if i - step >= 0 else None
            if token is None or token.is_space or token.text in SENTENCE_END or self.inside[token.i]:
                break
            if self._is_cue(token) and (led or (step == 0 and self._is_speech(quotation))):
                return token.i
        if self.doc[i].text == ":":
            verb = self.doc[i].sent.root
            return verb.i if verb.pos_ == "VERB" and i - REACH <= verb.i < i and not self.inside[verb.i] else None
        return None

    def _is_speech(self, quotation: Quotation) -> bool:
        """Whether a quotation is more than a word or a title set in marks."""
        words = range(quotation.start, quotation.end)
        return len(words) >= SHORT + 2 and any(self.doc[i].pos_ in {"VERB", "AUX"} for i in words)

    def _verb_after(self, quotation: Quotation) -> int | None:
        """The cue verb of ``"...," X said`` and ``"...," said X``."""
        last = self.doc[quotation.end - 2] if quotation.end - 2 > quotation.start else None
        ends = last is not None and last.text in {",", "?", "!", "…", "-", "—", "–"}
        for i in range(quotation.end, min(len(self.doc), quotation.end + REACH)):
            token = self.doc[i]
            if (token.is_space and "\n" in token.text) or token.text in {".", "?", "!", ";", ":"} or self.inside[i]:
                return None
            if i == quotation.end and token.text == ",":
                ends = True
            if ends and (self._is_cue(token) or (i <= quotation.end + 6 and _could_speak(token))):
                return i
        return None

    def _is_cue(self, token: Token) -> bool:
        if token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"aux", "auxpass", "amod"}:
            return False
        readings, _ = readings_of_verb(token)
        return any("quote" in reading.frames for reading in readings)

    def _continues(self, verb: int, quotation: Quotation) -> bool:
        """Whether a quotation goes straight on after the sentence of its predecessor's cue, in one paragraph."""
        if self.paragraphs.number(verb) != self.paragraphs.number(quotation.start):
            return False
        between = range(verb + 1, quotation.start)
        if len(between) > 2 * REACH:
            return False
        return sum(self.doc[i].text in SENTENCE_END for i in between if not self.inside[i]) <= 1

    def _joined(self, owner: int, spans: list[Range]) -> Attribution | None:
        verb = self.doc[owner]
        known = self.by_verb.get(owner)
        reading = _quote_reading(verb)
        vouched = reading.strength is Status.ASSERTED  # by the speaker, not by the text: a quotation is a claim
        strength, sort = (Status.REPORTED, "say") if vouched else (reading.strength, reading.sort)
        if known is None:
            speaker = speaker_of_verb(verb) or self._nearest_noun(verb)
            low, high = self.paragraphs.range(owner)
            source = source_phrase(speaker, verb, low, high) if speaker is not None else None
            head = speaker.i if speaker is not None else None
            return Attribution(
                source, head, (owner, owner + 1), reading.lemma, union(self.doc, spans), strength, sort, "quote"
            )
        kept = known.content if known.frame in {"that", "wh", "clause"} else ()
        pieces = union(self.doc, [*spans, *kept])
        if known.source is not None and any(a <= known.source[0] < b for a, b in spans):
            speaker = self._nearest_noun(verb)
            low, high = self.paragraphs.range(owner)
            source = source_phrase(speaker, verb, low, high) if speaker is not None else None
            known = replace(known, source=source, source_head=speaker.i if speaker is not None else None)
        return replace(known, content=pieces, strength=strength, sort=sort, frame="quote")

    def _nearest_noun(self, verb: Token) -> Token | None:
        """The noun right after or before a cue verb whose subject the parser lost."""
        for i in (*range(verb.i + 1, verb.i + 6), *range(verb.i - 1, verb.i - 6, -1)):
            if not 0 <= i < len(self.doc) or self.inside[i]:
                continue
            token: Token = self.doc[i]
            if token.pos_ in {"PROPN", "PRON"} and token.dep_ not in {"dobj", "dative"}:
                return token
        return None

    def _unclaimed(self, kept: list[Attribution], owners: list[int | None]) -> list[Attribution]:
        """`kept` with the speech that nothing attributes: more of the last speaker's nearby, or nobody's."""
        covered = bytearray(len(self.doc))
        for each in kept:
            for start, end in each.content:
                covered[start:end] = b"\1" * (end - start)
        speakers = [n for n, each in enumerate(kept) if each.source is not None and each.frame in SPOKEN]
        speakers.sort(key=lambda n: kept[n].cue)
        position = 0
        made: list[Attribution] = []
        for quotation, owner in zip(self.quotations, owners, strict=True):
            while position < len(speakers) and kept[speakers[position]].cue[0] < quotation.start:
                position += 1
            if owner is not None or covered[quotation.start + 1] or not self._is_speech(quotation):
                continue
            span = quotation.start, quotation.end
            last = speakers[position - 1] if position else None
            if last is not None and self._is_near(kept[last], quotation):
                kept[last] = replace(kept[last], content=union(self.doc, [*kept[last].content, span]))
            else:
                cue = quotation.start, quotation.start + 1
                made.append(Attribution(None, None, cue, "quote", (span,), Status.REPORTED, "say", "quote"))
        return kept + made

    def _is_near(self, speaker: Attribution, quotation: Quotation) -> bool:
        """In the paragraph where the speaker last spoke, or opening the next one."""
        last = max(speaker.cue[0], speaker.content[-1][1] - 1)
        distance = self.paragraphs.number(quotation.start) - self.paragraphs.number(last)
        return distance == 0 or (distance == 1 and self.paragraphs.range(quotation.start)[0] == quotation.start)


def _could_speak(token: Token) -> bool:
    """A finite verb right after a quotation says it, whatever it means: "...," he sighed."""
    if (
        token.pos_ != "VERB"
        or token.tag_ not in {"VBD", "VBZ"}
        or token.dep_ not in {"ROOT", "conj", "parataxis", "ccomp"}
    ):
        return False
    return not any(
        child.dep_ in {"dobj", "attr", "acomp", "xcomp", "auxpass"} and child.i > token.i for child in token.children
    )


def _quote_reading(verb: Token) -> AttributionCue:
    readings, _ = readings_of_verb(verb)
    for reading in readings:
        if "quote" in reading.frames:
            return reading
    return AttributionCue(verb.lemma_.lower(), "verb", "say", Status.REPORTED, frozenset({"quote"}))
