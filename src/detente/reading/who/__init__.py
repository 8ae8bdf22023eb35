"""Who is meant: names, organs of states, titles, definite descriptions, pronouns."""
