"""What the licence tags of feeds mean for whoever passes a result on. Facts, not advice; the feeds' own terms hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

NOTES: Final[Mapping[str, str]] = {
    "article": "Sentences belong to their publishers and are quoted for analysis; mind their terms before passing on.",
    "gdelt": "The GDELT Project: free for any use, with the project named and linked (its terms of use).",
    "gdelt-mentions": "The GDELT Project: free for any use, with the project named and linked (its terms of use).",
    "icews": "ICEWS Coded Event Data, doi:10.7910/DVN/28075; cite it, and mind the terms on its page.",
    "polecat": "POLECAT, doi:10.7910/DVN/AJGVIT: research and education only; no commercial use.",
    "acled": "ACLED (acleddata.com): no rows may be passed on. Aggregates may be shown with ACLED named; exports with "
    "rows are for your own use under your own agreement with ACLED.",
    "ucdp": "UCDP Georeferenced Event Dataset, Uppsala University: CC BY 4.0, cite it.",
    "un-ideal-points": "UN ideal points, Bailey, Strezhnev & Voeten (2017), doi:10.7910/DVN/LEJUQZ: MIT, cite them.",
    "peace-data": "Peace Data, Diehl, Goertz & Gallegos (2021), CMPS 38:605-624: cite it.",
    "atop": "ATOP, Leeds, Ritter, Mitchell & Long (2002), International Interactions 28:237-260: cite it.",
    "tss-rivalries": "Strategic rivalries, Thompson, Sakuwa & Suhas (2021): cite them.",
    "tkg": "A data set made of another one: the terms of what it was made of hold (ICEWS for the sets of that name).",
}
"""By feed, from docs/feeds.md."""

NOT_TO_BE_PASSED_ON: Final = frozenset({"acled"})
"""Feeds whose rows may not be given to others."""

LIMITED: Final = frozenset({"polecat"})
"""Feeds whose rows may be used for research and education only."""


def licence_note(feed: str, licence: str | None) -> str:
    """The terms of a feed in a sentence; of an unknown feed the tag that its rows carry.

    >>> licence_note("ucdp", "CC BY 4.0 (UCDP)")
    'UCDP Georeferenced Event Dataset, Uppsala University: CC BY 4.0, cite it.'
    >>> licence_note("csv", None)
    'No licence is stated; ask where the rows came from before you pass them on.'
    """
    if feed in NOTES:
        return NOTES[feed]
    if licence and licence != "not stated":
        return f"Licence as stated by whoever imported it: {licence}."
    return "No licence is stated; ask where the rows came from before you pass them on."
