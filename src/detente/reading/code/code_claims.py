"""Code claims that nobody is named for: "there were claims that X's arsenal was insecure".

Such a claim is an accusation without a source: what is alleged of whom stays alleged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from detente.ontology.cameo import cameo_for
from detente.reading.code.drafts import Draft, Sentence, core_range
from detente.reading.says.attributions import Attribution
from detente.records import StatementKind, Status

CLAIMING = frozenset({"claim", "accuse"})
TYPE, MODE = "ACCUSE", "allege"


def code_claims(sentence: Sentence, taken: Collection[int]) -> Iterator[Draft]:
    """Accusations by nobody named, besides those whose content is coded already at a head in `taken`."""
    for attribution in sentence.attributions:
        cue = attribution.cue[0]
        if attribution.sort not in CLAIMING or attribution.source is not None or sentence.doc[cue].pos_ != "NOUN":
            continue
        if not sentence.span.start <= cue < sentence.span.end or not attribution.content:
            continue
        if not any(attribution.holds(head) for head in taken):
            yield from _claim(sentence, attribution)


def _claim(sentence: Sentence, attribution: Attribution) -> Iterator[Draft]:
    start, end = attribution.content[0]
    root = sentence.doc[start:end].root
    clause = sentence.clauses.get(root.i)
    if clause is None:
        return
    blamed = sentence.actors(clause.subjects or clause.fillers("obj"))
    if blamed:
        first = min(attribution.cue[0], core_range(root)[0])
        yield Draft(
            StatementKind.EVENT,
            root,
            first,
            end,
            target=blamed[0],
            actors=blamed[:1],
            type=TYPE,
            mode=MODE,
            cameo_code=cameo_for(TYPE, MODE),
            status=Status.ALLEGED,
            confidence=0.6,
            rule="claims that",
        )
