"""What if, and how much will each gain: blocs, bargains, gains and brokers of a scenario. Arithmetic only."""
