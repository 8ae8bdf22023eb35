"""GDELT 2.0 mentions: each article that tells an event, with where in it. Source: GDELT Event Codebook V2.0 (2015)."""

from __future__ import annotations

from detente.feeds.base import Feed, Layout, Repeats, Rule
from detente.feeds.rules import matches, number

_MENTIONED = "try_strptime(MentionTimeDate, '%Y%m%d%H%M%S')"
_ADDED = "try_strptime(EventTimeDate, '%Y%m%d%H%M%S')"


def _time(column: str, parsed: str) -> Rule:
    whole = f"coalesce(regexp_full_match({column}, '[12][0-9]{{13}}'), false)"
    return Rule(column, "no time of 14 digits", f"NOT {whole} OR {parsed} IS NULL")


def _offset(column: str) -> str:
    """-1 says that the actor or action is not in the text."""
    return f"nullif(TRY_CAST({column} AS BIGINT), -1)"


GDELT_MENTIONS = Feed(
    name="gdelt-mentions",
    title="GDELT 2.0 mentions of events, English and translated",
    licence="GDELT",
    table="mentions",
    patterns=("*.mentions.csv",),
    layouts=(
        Layout(
            "2.0",
            (
                *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName"),
                *("MentionIdentifier", "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"),
                *("InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
            ),
        ),
    ),
    rules=(
        matches("GLOBALEVENTID", "no whole number", "[0-9]{1,18}"),
        _time("EventTimeDate", _ADDED),
        _time("MentionTimeDate", _MENTIONED),
        matches("MentionType", "no kind from 1 to 6", "[1-6]"),
        Rule("MentionIdentifier", "no article named", "MentionIdentifier IS NULL"),
        matches("SentenceID", "no whole number", "-?[0-9]{1,18}"),
        *(
            matches(column, "no whole number", "-?[0-9]{1,18}", missing=True)
            for column in ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "MentionDocLen")
        ),
        number("MentionDocTone", "DOUBLE", -100, 100),
        Rule(
            "Confidence",
            "no per cent from 0 to 100",
            "NOT coalesce(TRY_CAST(Confidence AS DOUBLE) BETWEEN 0 AND 100, false)",
        ),
    ),
    columns={
        "event_reference": "GLOBALEVENTID",
        "event_added_at": f"({_ADDED})::TIMESTAMP AT TIME ZONE 'UTC'",
        "mention_kind": (
            "CASE MentionType WHEN '1' THEN 'web' WHEN '2' THEN 'citation' WHEN '3' THEN 'core' "
            "WHEN '4' THEN 'dtic' WHEN '5' THEN 'jstor' WHEN '6' THEN 'non-text' END"
        ),
        "outlet": "MentionSourceName",
        "story": "MentionIdentifier",
        "sentence": "TRY_CAST(SentenceID AS BIGINT)",
        "source_offset": _offset("Actor1CharOffset"),
        "target_offset": _offset("Actor2CharOffset"),
        "action_offset": _offset("ActionCharOffset"),
        "in_raw_text": "CASE InRawText WHEN '1' THEN true WHEN '0' THEN false END",
        "confidence": "TRY_CAST(Confidence AS DOUBLE) / 100",
        "story_length": "TRY_CAST(MentionDocLen AS BIGINT)",
        "tone": "TRY_CAST(MentionDocTone AS DOUBLE)",
        "translation": "MentionDocTranslationInfo",
        "feed_reference": "GLOBALEVENTID || '/' || MentionTimeDate",
        "published_at": f"({_MENTIONED})::TIMESTAMP AT TIME ZONE 'UTC'",
    },
    # with the offsets: one sentence is told twice where either actor may be the one who acts
    repeats=Repeats(
        identity=(
            *("event_reference", "story", "sentence", "published_at"),
            *("source_offset", "target_offset", "action_offset"),
        )
    ),
)
