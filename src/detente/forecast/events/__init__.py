"""Next events: who will do this to whom. Rules with learned weights, vectors and trees over both, all from the past only."""
