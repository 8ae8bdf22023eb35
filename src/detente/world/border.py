"""The border check: what may enter a world. A reading enters as it is or not at all."""

from __future__ import annotations

from detente.errors import EvidenceError, WorldError
from detente.records import Reading


def check_reading(reading: Reading) -> None:
    """Check that a reading can be stored and that its article says, at their offsets, just what its statements quote.

    Raises:
        EvidenceError: A quote, of a statement or a merged mention, is not the article's own text there.
        WorldError: The text holds what no text file can hold.
    """
    article = reading.article
    try:
        article.text.encode()
    except UnicodeEncodeError as error:
        raise WorldError(
            f"Article {article.id!r} ({article.origin}) holds half a character (a lone surrogate) at {error.start}. "
            "Decode the text again with its right encoding. Nothing of this article was stored."
        ) from None
    for statement in reading.statements:
        for evidence in (statement.evidence, *statement.also):
            found = article.text[evidence.start : evidence.end]
            if evidence.article_id != article.id or found != evidence.quote:
                raise EvidenceError(
                    f"Statement {statement.id!r} of article {article.id!r} quotes {evidence.quote!r} from "
                    f"{evidence.article_id!r} at {evidence.start}:{evidence.end}, where the text says {found!r}. "
                    "Nothing of this article was stored."
                )
