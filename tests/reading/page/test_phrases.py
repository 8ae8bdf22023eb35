from dataclasses import dataclass

from detente.reading.page.phrases import by_first_word, find_phrases, line_tokens


@dataclass(frozen=True)
class Words:
    words: tuple[str, ...]


def test_phrases_are_found_by_whole_words_wherever_they_stand() -> None:
    table = by_first_word(iter([Words(("leave", "a", "reply")), Words(("leave",)), Words(("0", "comments"))]))
    tokens = line_tokens("Leave a Reply. 12 comments; do not leave, leaves")
    assert [(at, phrase.words) for at, phrase in find_phrases(tokens, table)] == [
        (0, ("leave", "a", "reply")),
        (0, ("leave",)),
        (3, ("0", "comments")),
        (7, ("leave",)),
    ]
