"""Results in a notebook: HTML that is readable on light and dark ground, a chart where there is one, and tables."""
