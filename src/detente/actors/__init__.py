"""Who an actor is, and when: the dated registry (`registry.Registry`), its tables, and name resolution."""
