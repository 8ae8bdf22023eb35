"""Charts, one definition a file, for report, notebook and web alike; altair loads when one is drawn."""
