import numpy as np

from detente.relations.measures.evidence_counts import measure_evidence_counts
from relations.measures.dyads import UNKNOWN, dyad


def test_stories_and_outlets() -> None:
    stories, outlets = measure_evidence_counts(dyad((9, 0, 0, 0), (0, 0, 0, 0), UNKNOWN, stories=[3, 0, np.nan]))
    assert (stories.name, outlets.name) == ("stories", "outlets")
    np.testing.assert_array_equal(stories.value, [3, 0, np.nan])
    np.testing.assert_array_equal(outlets.value, [2, 0, np.nan])


def test_events_of_a_feed_that_names_no_story_are_not_told_by_nobody() -> None:
    stories, _ = measure_evidence_counts(dyad((9, 0, 0, 0), (0, 0, 0, 0), UNKNOWN, stories=[0, 0, np.nan]))
    np.testing.assert_array_equal(stories.value, [np.nan, 0, np.nan])
