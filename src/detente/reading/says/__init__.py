"""Who says so, and with what status: attribution, modality, negation."""
