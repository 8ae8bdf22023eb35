import numpy as np

from detente.relations.measures.evidence_counts import measure_evidence_counts
from relations.measures.dyads import UNKNOWN, dyad


def test_stories_and_outlets() -> None:
    stories, outlets = measure_evidence_counts(dyad((9, 0, 0, 0), (0, 0, 0, 0), UNKNOWN, stories=[3, 0, np.nan]))
    assert (stories.name, outlets.name) == ("stories", "outlets")
    np.testing.assert_array_equal(stories.value, [3, 0, np.nan])
    np.testing.assert_array_equal(outlets.value, [2, 0, np.nan])
