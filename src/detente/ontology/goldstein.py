"""The Goldstein scale: how cooperative or conflictual an event of a CAMEO code is."""

from __future__ import annotations

from detente.ontology.cameo import cameo_entry


def goldstein(cameo_code: str) -> float:
    """The Goldstein score of a CAMEO code.

    Args:
        cameo_code: 2, 3 or 4 digits as text ("057").

    Returns:
        -10.0 (most conflictual) to +10.0 (most cooperative).

    Raises:
        UnknownCodeError: The code is not in the table.

    Source:
        Goldstein (1992), A conflict-cooperation scale for WEIS events data, Journal of Conflict Resolution
        36:369-385, as extended to CAMEO and printed by ICEWS as its intensity. GDELT prints other values
        for 016 (-2.0), 022 (3.2) and 164 (-7.0).

    >>> goldstein("057"), goldstein("190")
    (8.0, -10.0)
    """
    return cameo_entry(cameo_code).goldstein
