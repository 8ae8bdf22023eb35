"""When: time expressions, their resolution against the publication date, tense."""
