"""The sentences under the rows of a brief, with the words of the evidence set off."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rich.console import Console
from rich.text import Text

from detente.records import Article, Span, Statement
from detente.views.cli.grid import indented
from detente.views.cli.styles import DIM
from detente.views.wording import clean, sentence_around, sentence_edges

INDENT = 4


class Quoted:
    """Shows an article's sentences, laid out for a console."""

    def __init__(self, article: Article, console: Console) -> None:
        self._article, self._console = article, console
        self._edges = sentence_edges(article)

    def sentence(self, statement: Statement) -> Span:
        """Where the sentence of a statement's evidence stands."""
        return sentence_around(self._article.text, statement.evidence, self._edges)

    def render(self, sentence: Span, statements: Sequence[Statement]) -> Text:
        """The sentence, the words that the statements rest on brighter than the rest, and what else is to be told."""
        line = Text()
        for start, end, chosen in _pieces(sentence, statements):
            words = clean(self._article.text[start:end])
            if (
                line
                and words
                and self._article.text[start - 1 : start + 1].strip() != self._article.text[start - 1 : start + 1]
            ):
                line.append(" ")
            line.append(words, style="" if chosen else DIM)
        more = sum(len(statement.also) for statement in statements)
        if more:
            line.append(f"  (+{more} more {'place' if more == 1 else 'places'} in the text)", style=DIM)
        for novelty in dict.fromkeys(statement.novelty for statement in statements if statement.novelty):
            line.append(f"  [{clean(novelty)}, says the text]", style="yellow")
        return indented(line, INDENT, self._console)


def _pieces(sentence: Span, statements: Sequence[Statement]) -> list[tuple[int, int, bool]]:
    """The sentence cut where evidence begins and ends; True for pieces that are evidence."""
    spans = [(statement.evidence.start, statement.evidence.end) for statement in statements]
    cuts = sorted({sentence.start, sentence.end, *(cut for span in spans for cut in span)})
    return [(start, end, any(low <= start and end <= high for low, high in spans)) for start, end in pairwise(cuts)]
