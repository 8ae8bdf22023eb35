"""Where, how many, and what is called the first of its kind."""
