"""What comes next: ranked next events, with the record of every forecast beside it. Arithmetic over arrays."""
