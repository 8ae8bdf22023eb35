import pytest

from detente.reading.intake.extract import Page
from detente.reading.page.genre import judge_genre
from detente.reading.page.split import lay_out
from detente.records import Genre

COLUMN = """Europe sleeps while Belgrade drifts

Serbia will not choose between Brussels and Moscow, and of course it need not. Who would make it? Not Berlin.

The truth is that the Union has nothing to offer. It should say so. It must stop pretending that talks are progress.

I have watched six rounds of them. We learned nothing.
"""
NEWS = """Serbia buys Chinese drones

Serbia said on Monday that it had bought six drones from China, the defence ministry said in a statement.

"We should not have to choose," President Jovan Ilic told reporters. "I think that we must stay neutral."

The price was not disclosed, according to state television. A NATO spokesman declined to comment.
"""
PLAIN = "Nepal's prime minister resigned on Sunday. India called for calm."


def genre(text: str, url: str | None = None) -> tuple[Genre, str]:
    page = Page(text, "utf-8", "file", url=url)
    return judge_genre(page, lay_out(page, lambda name: None), text)


def test_an_argument_is_told_from_a_report() -> None:
    assert genre(COLUMN)[0] is Genre.OPINION
    assert genre(NEWS)[0] is Genre.REPORT
    assert genre(PLAIN)[0] is Genre.REPORT


def test_what_others_say_in_quotes_is_not_the_writers_opinion() -> None:
    _, why = genre(NEWS)
    assert "outside quotes" not in why


@pytest.mark.parametrize(
    ("text", "url", "told"),
    [
        (f"{PLAIN}\n\nThe views expressed are the author's own.", None, "The views expressed are the author's own."),
        (f"Opinion\n\nNepal stumbles on once more\n\n{PLAIN}", None, "it stands under 'Opinion'"),
        (f"Opinion: Nepal stumbles on\n\n{PLAIN}", None, "the title begins 'Opinion:'"),
        (PLAIN, "https://example.org/opinion/nepal", "'/opinion/'"),
    ],
)
def test_what_a_page_says_of_itself_decides_and_is_quoted(text: str, url: str | None, told: str) -> None:
    found, why = genre(text, url)
    assert found is Genre.OPINION
    assert told in why


def test_a_wire_story_is_a_report_though_it_argues_a_little() -> None:
    text = "BELGRADE (Reuters) - Serbia should join, clearly. It said so on Monday. (Reporting by Ann Lee)"
    found, why = genre(text)
    assert found is Genre.REPORT
    assert "dateline 'BELGRADE'" in why
