"""Which actors belong together: the state in a name's brackets, and the sector before them.

"Police_(Nigeria)" is the sector "police" of the group "nigeria", and "Nigeria" is that group itself. An actor whose
name tells no group takes, from its own past, the group it has most to do with; a data set without names has neither,
and loses only these features.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NONE: Final = -1
_BRACKETED: Final = re.compile(r"^(?P<sector>.*?)\s*\((?P<group>[^()]+)\)$")


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """int32 by actor: its group and sector, NONE where the name tells none; and how many of each there are."""

    group: NDArray[np.int32]
    sector: NDArray[np.int32]
    n_groups: int
    n_sectors: int


def group_actors(names: Sequence[str]) -> Groups:
    """Read groups and sectors from names.

    A bracket counts as a group when an actor is called so, or when two or more sectors stand before it: one bracket
    alone may be a remark.
    """
    plain = [_folded(name) for name in names]
    split = [_BRACKETED.match(name) for name in plain]
    sectors_of: dict[str, set[str]] = {}
    for match in split:
        if match:
            sectors_of.setdefault(match["group"], set()).add(match["sector"])
    actors = set(plain)
    groups = {
        name: i for i, name in enumerate(sorted(g for g, own in sectors_of.items() if g in actors or len(own) > 1))
    }
    uses: dict[str, int] = {}
    for match in split:
        if match and match["group"] in groups:
            uses[match["sector"]] = uses.get(match["sector"], 0) + 1
    sectors = {name: i + 1 for i, name in enumerate(sorted(s for s, n in uses.items() if n > 1))}
    group, sector = np.full(len(names), NONE, dtype=np.int32), np.full(len(names), NONE, dtype=np.int32)
    for actor, (name, match) in enumerate(zip(plain, split, strict=True)):
        if name in groups:
            group[actor], sector[actor] = groups[name], 0
        elif match and match["group"] in groups:
            group[actor] = groups[match["group"]]
            sector[actor] = sectors.get(match["sector"], NONE)
    return Groups(group, sector, len(groups), len(sectors) + 1)


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())
