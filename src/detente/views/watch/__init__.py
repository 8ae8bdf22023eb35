"""Watching: what is new is read, and new shifts and firsts are reported by rule."""
