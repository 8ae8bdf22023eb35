"""The coders: one file for each kind of statement."""
