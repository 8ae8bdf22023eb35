"""Speech told by layout or word order alone: "OBAMA: We will stay."; "..., a lawsuit charges."."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from detente.reading.says.attributions import Attribution
from detente.reading.says.cues import AttributionCue, attribution_cues
from detente.reading.says.quotations import CUE_REACH, Paragraphs
from detente.reading.syntax.ranges import clip, trim
from detente.records import Status

SPEAKER_LINE = 8  # tokens up to the colon
NOT_SPEAKERS = frozenset(
    {
        "breaking",
        "update",
        "exclusive",
        "opinion",
        "analysis",
        "editor",
        "note",
        "photo",
        "video",
        "related",
        "read",
        "more",
        "watch",
        "also",
        "correction",
        "source",
        "image",
        "file",
        "live",
        "report",
        "poll",
        "text",
        "abstract",
        "headline",
        "tags",
    }
)
LAWSUIT_REACH = 14  # tokens from the comma to the verb
SAYING_FORMS = {
    "charges": "charge",
    "claims": "claim",
    "reports": "report",
    "says": "say",
    "states": "state",
    "shows": "show",
    "warns": "warn",
    "argues": "argue",
    "alleges": "allege",
    "estimates": "estimate",
    "notes": "state",
    "finds": "find",
}


def speaker_lines(doc: Doc, paragraphs: Paragraphs) -> Iterator[Attribution]:
    """Transcripts and headlines: "OBAMA: We will stay."; "Angela Merkel: no talks before spring".

    A lone name in capitals is a dateline ("LAHORE: ...") unless first-person speech or another such line follows.
    """
    lines = [line for start in paragraphs.starts() if (line := _speaker_line(doc, start, paragraphs.range(start)[1]))]
    loud = sum(doc[start].is_upper for start, _, _ in lines)
    for start, colon, end in lines:
        rest = doc[colon + 1]
        speaks = rest.text in {'"', "“", "‘", "'", "''", "I", "We"}
        several = colon - start > 1 and not doc[start].is_upper
        if speaks or several or (loud > 1 and doc[start].is_upper and not rest.is_upper):
            content = trim(doc, clip((colon + 1, end), start, colon + CUE_REACH))
            source = trim(doc, (start, colon))
            if content[0] < content[1] and source[0] < source[1]:
                cue = colon, colon + 1
                yield Attribution(source, source[1] - 1, cue, ":", (content,), Status.REPORTED, "say", "clause")


def _speaker_line(doc: Doc, start: int, end: int) -> tuple[int, int, int] | None:
    """Where a paragraph's name, colon and end lie, when it opens with a name that is no place."""
    colon = next((i for i in range(start, min(end, start + SPEAKER_LINE)) if doc[i].text == ":"), None)
    if colon is None or colon == start or colon + 2 >= end:
        return None
    named = [doc[i] for i in range(start, colon) if not doc[i].is_punct and not doc[i].is_space]
    if not named or any(
        token.pos_ != "PROPN" or token.lower_ in NOT_SPEAKERS or token.ent_type_ in {"GPE", "LOC"} for token in named
    ):
        return None
    return named[0].i, colon, end


def mistagged_saying(sentence: Span, paragraphs: Paragraphs) -> Iterator[Attribution]:
    """ "..., a lawsuit charges.": a verb of saying that ends the sentence and was taken for a noun."""
    doc, end = sentence.doc, sentence.end
    while end > sentence.start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    verb = end - 1
    if end <= sentence.start + 4 or doc[verb].lower_ not in SAYING_FORMS or doc[verb].pos_ == "VERB":
        return
    first = max(sentence.start, verb - LAWSUIT_REACH)
    comma = next((i for i in range(verb - 2, first, -1) if doc[i].text == ","), None)
    if comma is None or any(doc[i].pos_ in {"CCONJ", "VERB"} for i in range(comma + 1, verb)):
        return
    low, _ = paragraphs.window(verb)
    content = trim(doc, (max(low, sentence.start), comma))
    if not (
        doc[comma + 1].pos_ in {"DET", "PROPN", "PRON"} and any(doc[i].pos_ in {"VERB", "AUX"} for i in range(*content))
    ):
        return
    cue = attribution_cues()["verb", SAYING_FORMS[doc[verb].lower_]][0]
    source, head = (comma + 1, verb), verb - 1
    yield Attribution(source, head, (verb, end), cue.lemma, (content,), _at_least_reported(cue), cue.sort, "clause")


def _at_least_reported(cue: AttributionCue) -> Status:
    return Status.REPORTED if cue.strength is Status.ASSERTED else cue.strength
