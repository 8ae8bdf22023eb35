"""Which coder judges what the rules find: the trained one, none ("rules"), or a larger model behind an address.

The choice stands in the environment variable DETENTE_CODER, so that every process that reads for one command has
the same; `detente read --coder` sets it.
"""

from __future__ import annotations

import os
import warnings
from functools import cache

from detente.errors import InputError, ModelMissingError
from detente.reading.coder.pairs import PairCoder

VARIABLE = "DETENTE_CODER"
AUTO, TRAINED, RULES = "auto", "trained", "rules"
CHOICES = (
    "auto (the trained coder where it can run, else the rules), trained, rules, "
    "openai:MODEL@ADDRESS or ollama:MODEL@ADDRESS"
)


def chosen_coder() -> PairCoder | None:
    """The coder that is chosen, or None for the rules alone.

    Raises:
        InputError: The choice is none of CHOICES.
        ModelMissingError: The trained coder was asked for by name and cannot run.
    """
    return _coder(os.environ.get(VARIABLE) or AUTO)


def choose_coder(choice: str) -> None:
    """Choose for this process and those it starts.

    Raises:
        InputError: As `chosen_coder`.
        ModelMissingError: As `chosen_coder`.
    """
    _coder(choice)
    os.environ[VARIABLE] = choice


@cache
def _coder(choice: str) -> PairCoder | None:
    if choice == RULES:
        return None
    if choice in {AUTO, TRAINED}:
        from detente.reading.coder.trained import trained_coder

        try:
            return trained_coder()
        except ModelMissingError as error:
            if choice == TRAINED:
                raise
            warnings.warn(f"Coding by the rules alone. {error}", stacklevel=2)
            return None
    if choice.startswith(("openai:", "ollama:")) and "@" in choice:
        from detente.reading.coder.served import ServedCoder

        kind, _, rest = choice.partition(":")
        model, _, address = rest.rpartition("@")
        return ServedCoder(kind, model, address)
    raise InputError(f"{choice!r} is no coder. Choose {CHOICES}.")
