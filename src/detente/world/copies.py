"""Copies: a story that another outlet, or the same one, prints nearly unchanged.

Two articles are copies when the Jaccard index of their word shingles reaches COPY_THRESHOLD. The index is
computed exactly; MinHash bands only find the few articles worth computing it for, so that the lookup is one
query over stored band keys and needs no index in memory.

Source:
    Broder, On the resemblance and containment of documents (1997): shingles and min-wise hashing.
    Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, 3rd ed., section 3.4: banding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from detente.records import Article

if TYPE_CHECKING:
    from datasketch import MinHash

COPY_THRESHOLD: Final = 0.75
SHINGLE_WORDS: Final = 4
SHORT_WORDS: Final = 30
"""Below this a changed word is a changed story ("on Monday" / "on Tuesday"): only equal words make a copy."""

BANDS: Final = 25
ROWS: Final = 5
"""25 bands of 5 miss 1 in 900 pairs at the threshold, none worth the name above 0.85: (1 - J**5)**25."""

SKETCHED_AT_ONCE: Final = 4096
"""Shingles hashed together: bounds the work array, at 0.5 kB a shingle, whatever the article's length."""

_WORD = re.compile(r"\w+")


def shingles(article: Article) -> frozenset[str]:
    """The runs of SHINGLE_WORDS words in what is the article's own text, case and punctuation aside."""
    words = _WORD.findall(_body(article).casefold())
    size = SHINGLE_WORDS if len(words) >= SHORT_WORDS else max(len(words), 1)
    return frozenset(" ".join(words[at : at + size]) for at in range(len(words) - size + 1))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared members over all members, 0 to 1; 0 for two empty sets.

    >>> jaccard(frozenset("abc"), frozenset("bcd"))
    0.5
    """
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def band_keys(article: Article) -> list[int]:
    """BANDS signed 64-bit keys; articles with a key in common may be copies. Empty when there are no words."""
    members = [member.encode() for member in shingles(article)]
    if not members:
        return []
    sketch = _empty_sketch().copy()
    for at in range(0, len(members), SKETCHED_AT_ONCE):
        sketch.update_batch(members[at : at + SKETCHED_AT_ONCE])
    values = sketch.hashvalues.astype("<u4")
    return [_key(band, values[band * ROWS : (band + 1) * ROWS].tobytes()) for band in range(BANDS)]


class Originals:
    """The articles that a new one may be a copy of: the stored ones with a band in common, and earlier new ones.

    Only articles that are no copies themselves are put here, so that a copy links to an original and links form
    no chains. Order of `put` decides between equally near ones: the first wins.
    """

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._shingles: dict[str, frozenset[str]] = {}
        self._by_band: dict[int, list[str]] = defaultdict(list)

    def put(self, article: Article, bands: Iterable[int]) -> None:
        """Add an article that is no copy."""
        self._articles[article.id] = article
        for band in bands:
            self._by_band[band].append(article.id)

    def original_of(self, article: Article, bands: Iterable[int]) -> str | None:
        """The id of the article that this one is a copy of, or None."""
        near = {id_ for band in bands for id_ in self._by_band.get(band, ())}
        if not near:
            return None
        own = shingles(article)
        scores = {id_: jaccard(own, self._shingles_of(id_)) for id_ in self._articles if id_ in near}
        best = max(scores, key=scores.__getitem__)
        return best if scores[best] >= COPY_THRESHOLD else None

    def _shingles_of(self, article_id: str) -> frozenset[str]:
        if article_id not in self._shingles:
            self._shingles[article_id] = shingles(self._articles[article_id])
        return self._shingles[article_id]


def _body(article: Article) -> str:
    """The text without the stretches that are not the article (donation lines, comments, other headlines)."""
    parts, at = [], 0
    for span in sorted(article.not_article, key=lambda span: span.start):
        parts.append(article.text[at : max(at, span.start)])
        at = max(at, span.end)
    return " ".join([*parts, article.text[at:]])


def _key(band: int, values: bytes) -> int:
    return int.from_bytes(
        blake2b(values, digest_size=8, salt=band.to_bytes(2, "little")).digest(), "little", signed=True
    )


@cache
def _empty_sketch() -> MinHash:
    from datasketch import MinHash

    # Seed and scheme are part of the schema: stored keys must go on meeting new ones.
    return MinHash(num_perm=BANDS * ROWS, seed=1, scheme="affine32")
