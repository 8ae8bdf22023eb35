"""Colours of the terminal: what cooperation, conflict and each status look like."""

from __future__ import annotations

from detente.records import Status

DIM = "dim"
STATUS_STYLE = {
    Status.ASSERTED: "default",
    Status.REPORTED: "cyan",
    Status.ALLEGED: "yellow",
    Status.DENIED: "red",
    Status.CONDITIONAL: "magenta",
    Status.PREDICTED: "magenta",
    Status.POSSIBLE: "magenta",
    Status.ASKED: "blue",
}
QUAD_STYLE = {1: "green", 2: "green bold", 3: "red", 4: "red bold"}
TIE_STYLE = {"ally": "green", "strengthening": "green", "enemy": "red", "rival": "red", "weakening": "red"}
