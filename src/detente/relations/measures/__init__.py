"""Measures of a dyad, one a file: each makes monthly numbers of its counts, see docs/measures.md."""
