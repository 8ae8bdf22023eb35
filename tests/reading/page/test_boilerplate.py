import pytest

from detente.reading.page.boilerplate import is_bio, judge_line
from detente.reading.page.phrases import read_rows


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share this article on Facebook", "share"),
        ("Share 214 Tweet Email", "share"),
        ("If you enjoyed this piece, please consider making a donation via PayPal.", "support"),
        ("Subscribe to our newsletter", "subscribe"),
        ("17 Comments", "comments"),
        ("One thought on “Talks fail”", "comments"),
        ("Notify of", "comment_form"),
        (
            "The opinions expressed in this piece do not necessarily reflect the views of Al Noor.",
            "disclaimer",
        ),
        ("Copyright 2014 The Courier. All rights reserved.", "legal"),
        ("READ ALSO: Togo closes its border", "related"),
        ("You may also like", "related_section"),
        ("By Jean-Paul Mbeki in Kinshasa", "byline"),
        ("By ANNA LEE and TOM PRICE, Associated Press", "byline"),
        ("Published on 6 September 2016 at 10:15", "dated"),
        ("Tuesday, March 14, 2017", "date"),
        ("FILE PHOTO: A tank near Mosul. REUTERS/Ali Hasan", "caption"),
        ("Rebels near Goma on Friday. (Photo: A. Kone)", "caption"),
        ("Tags: Congo, Rwanda", "tags"),
        ("(Reporting by Ann Lee; editing by Tom Price)", "credit"),
        ("Home | World | Africa | Congo", "nav"),
        ("https://example.org/a?b=c", "nav"),
        ("in ,", "fragment"),
        ("jm/ab (AFP, dpa)", "credit"),
        ("[3] “Talks fail,” Daily Courier, 4 May 2015.", "note"),
        ("John • 3 years ago", "comments"),
        ("(The author is a former diplomat. Views are personal.)", "disclaimer"),
        ("* * *", "fragment"),
        ("Opinion", "label"),
        ("ADVERTISEMENT", "ad"),
    ],
)
def test_lines_of_the_page_are_told_by_kind(line: str, kind: str) -> None:
    verdict = judge_line(line)
    assert verdict is not None
    assert verdict.kind == kind


@pytest.mark.parametrize(
    "line",
    [
        "Angola and Namibia share a border of 1,400 kilometres.",
        "Serbia subscribed to the treaty in 2004.",
        "The foreign ministry declined to comment.",
        "Turkey's foreign minister supports the talks and donated $2 million to the fund.",
        "By Tuesday the rebels held the town.",
        "By Moscow's count, 40 soldiers died.",
        "Related talks on gas will open in Doha.",
        "Published reports say that Iran shipped missiles to Yemen.",
        "The views expressed by the two ministers on Syria differ.",
        "“We thank you for your support,” Mr Otieno told the Senate.",
        "The minister posted on Twitter that the talks had failed.",
        "Facebook said it removed 200 accounts run from St Petersburg.",
        "Russia wants to copy the plan.",
        "The photo shows a missile that Iran gave to Hezbollah.",
        "Source countries of the migrants include Mali and Niger.",
        "In 2014 Russia annexed Crimea.",
        "Kenya: we will not leave Somalia",
        "The comments drew a protest from Beijing.",
        "2016",
        "May 2011",
    ],
)
def test_sentences_of_articles_are_left_alone(line: str) -> None:
    assert judge_line(line) is None


def test_a_bio_is_told_from_news_of_a_person() -> None:
    assert is_bio("Ann Lee is a senior fellow at the Lagos Institute.")
    assert is_bio("The author is a lecturer at Makerere University and writes on trade.")
    assert not is_bio("Ann Lee is a former prime minister.")
    assert not is_bio("Mr Putin is to visit Delhi.")


def test_hostile_lines_are_judged_in_linear_time() -> None:
    for piece in ("1", "| ", "@", "By A ", "#a", "a@", "( ", "share "):
        judge_line(piece * 5000)
        judge_line("By John Smith " + piece * 200 + "x")


def test_the_table_holds_each_phrase_once_and_only_weights_from_0_to_1() -> None:
    rows = list(read_rows("boilerplate.csv"))
    keys = [(row["cue"], row["where"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(0 < float(row["weight"]) <= 1 for row in rows)
