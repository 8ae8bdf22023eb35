"""From a text to its statements: one file for each step; docs/reading.md has them in order."""
