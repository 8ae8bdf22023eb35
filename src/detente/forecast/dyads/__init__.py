"""Whether two actors will see an event of a kind within some months, and how many: calibrated, beside baselines."""
