"""The signed network of a day: who is tied to whom, friendly or hostile, and what third parties make of it.

Arithmetic only: ties come in as arrays, and each result keeps the ids of the evidence behind its edges. Balance
explains a network; it does not forecast one (docs/networks.md).
"""
