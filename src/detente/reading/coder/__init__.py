"""The trained coder: a small encoder that tells what a marked source does to a marked target."""
