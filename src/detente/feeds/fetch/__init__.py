"""Fetching GDELT's own files: plan from its lists, download what is missing, keep what could not be had as gaps."""
