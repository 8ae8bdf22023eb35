"""Whether an event is the first of its kind between two actors, as far as the record can tell; see docs/novelty.md."""
