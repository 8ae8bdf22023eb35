"""When relations changed: change points of a dyad, each with date interval, direction, size and probability."""
