"""One small family of errors. Each message says what came, what was expected, and what to do."""

from __future__ import annotations


class DetenteError(Exception):
    """Anything that Detente refuses or cannot do; the command line prints it without a traceback."""


class InputError(DetenteError):
    """An input cannot be read; the message names the file."""


class EmptyInputError(InputError):
    """The input holds no text."""


class BinaryInputError(InputError):
    """The input is not text."""


class InputTooLargeError(InputError):
    """The input is over the stated size limit."""


class LanguageError(InputError):
    """The text is not in a language that Detente reads."""


class FetchError(InputError):
    """A page could not be fetched, or may not be."""


class UnknownActorError(DetenteError):
    """A name or code belongs to no known actor; the message lists the nearest ones."""


class UnknownCodeError(DetenteError):
    """A code is not in its scheme; the message names the scheme and the nearest code."""


class TableError(DetenteError):
    """A table of ours or of the user's breaks its rules; the message names file and line."""


class EvidenceError(DetenteError):
    """A quote is not what the text says at its offsets."""


class WorldError(DetenteError):
    """A world directory cannot be opened or written."""


class CorrectionError(DetenteError):
    """A correction lacks something, undoes nothing, or leads in a circle."""


class ModelMissingError(DetenteError):
    """The language pipeline is not installed or its weights are not the ones expected."""
