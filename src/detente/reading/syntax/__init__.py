"""The parse and what grammar leaves unsaid: clauses with their arguments, noun phrases."""
