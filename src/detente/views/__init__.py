"""What a person or a program sees of the results: terminal, JSON, charts, report."""
