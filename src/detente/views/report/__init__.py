"""The report of a reading: one self-contained HTML page."""
