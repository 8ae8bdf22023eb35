"""Next events: who will do this to whom. Learned weights of rules, vectors, nets over both; from the past only."""
