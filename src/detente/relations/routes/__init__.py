"""Ways over land from a state to the sea, and who can close them: arithmetic over the project's own dated tables."""
