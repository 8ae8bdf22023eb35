"""Who published a text, told by the lines around it: disclaimers, appeals, copyright notices, sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from detente.reading.page.boilerplate import BYLINE
from detente.reading.page.paragraphs import Paragraph, Shape
from detente.reading.page.phrases import word_set
from detente.records import ActorKind

OutletNames = Callable[[str], str | None]
"""Maps a name as a text has it ("the Duran") to the outlet's own name, or None when no outlet is called so."""

_CAPITALISED = r"(?:(?:[A-Z]\.){2,5}|[A-Z][\w&'’-]*(?:\.\w+){0,3})"
_NAME = rf"{_CAPITALISED}(?:\s+(?:of|the|and|for|on)\s+{_CAPITALISED}|\s+{_CAPITALISED}){{0,5}}"
_YEARS = r"\d{4}(?:\s*[-–]\s*\d{4})?,?"
_SLOTS = tuple(
    # (what stands before an outlet's name, what after it, votes, whether that makes an unknown name an outlet)
    (re.compile(rf"(?:{before})\s*(?:the\s+)?({_NAME}){after}"), votes, alone)
    for before, after, votes, alone in (
        (r"\b(?:those|views?|opinions?|position|polic(?:y|ies)|stance) of\b", "", 3, True),
        (r"necessarily (?:represent|reflect)s?\b", "", 3, True),
        (r"\b[Ss]upport\b", r"\s+(?:on|via|by|with|through)\b", 3, True),
        (rf"(?:©|[Cc]opyright|\([Cc]\))\s*(?:©\s*)?(?:{_YEARS})?\s*(?:by\b)?", "", 3, True),
        (rf"{_YEARS}\s*©", "", 2, True),
        (r"\bThanks for reading\b", "", 3, True),
        (r"\b(?:[Ss]ubscribe to|[Ff]ollow|[Ll]ike|[Jj]oin|[Dd]onate to|[Ss]upport)\b", "", 1, False),
        (r"\b(?:[Ss]ource|SOURCE|[Vv]ia)\b\s*:?", "", 2, False),
        (r"\b(?:appeared|published|Published)(?: first| originally)? (?:in|on|by|at)\b", "", 2, False),
        (r"\b(?:columnist|correspondent|editor|writer|writes|reporter) (?:for|at|of|with)\b", "", 1, False),
    )
)
_PRESS_WORDS = (
    "Times|Post|News|Review|Journal|Daily|Herald|Courier|Gazette|Tribune|Chronicle|Letter|Quarterly|Monitor|Observer|Press|"
    "Wire|Agency|Bulletin|Standard|Telegraph|Mail|Independent|Diplomat|Weekly|Monthly|Dispatch|Examiner|Inquirer|Sentinel|"
    "Guardian|Mirror|Globe|Express|Echo|Argus|Register|Reporter|Magazine|Digest|Newsletter|Institute|Ministry|Office"
)
_PRESS_NAME = re.compile(
    rf"(?:^|[|•·–—-]\s*|\b(?:[Ff]or|[Ii]n|[Bb]y|[Ff]rom|FROM|From:|[Ss]ource:)\s+)"
    rf"((?:[Tt]he\s+)?(?:[A-Z][\w&'’-]*\s+(?:of\s+(?:the\s+)?)?){{0,5}}(?:{_PRESS_WORDS})"
    rf"(?:\s+(?:of\s+)?(?:the\s+)?[A-Z][\w&'’-]*){{0,4}})\s*(?=$|[,|•·–—-])"
)
"""A name that says of itself that it publishes ("The X Quarterly"), alone on its stretch of a line in the head."""

_LETTERHEAD = re.compile(
    r"(?:The\s+)?(?:Republic|Kingdom|Government|State|Commonwealth|Federation|Ministry|Department|Embassy|Office|"
    r"Permanent Mission|Council|Institute|Cent(?:er|re)) (?:of|for|on)\b[^.?!:]*"
)
"""What stands at the head of an office's paper: "Republic of the Philippines", "Ministry of Foreign Affairs"."""

_HEAD_KINDS = frozenset({"nav", "label", "byline", "dated", "date", None})
_OUTLET_KINDS = frozenset(
    {"disclaimer", "support", "legal", "subscribe", "share", "credit", "bio", "byline", "related", "dated"}
)
_HEAD_WORDS = 16
"""A line above the article with more words is a sentence."""

_NO_OUTLET = word_set("not_outlet")


def is_letterhead(line: str) -> bool:
    """Whether a line names an office or publisher and says nothing else.

    >>> is_letterhead("Ministry of Foreign Affairs of Japan"), is_letterhead("Ministry of Defence denies losses")
    (True, False)
    """
    words = [word for word in line.split() if len(word) > 3]
    if any(word[0].islower() for word in words):
        return False
    return _LETTERHEAD.fullmatch(line) is not None or _PRESS_NAME.fullmatch(line) is not None


class _Name(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def actor_id(self) -> str: ...
    @property
    def case_sensitive(self) -> bool: ...


class _Valued(Protocol):
    @property
    def value(self) -> str: ...


class _Actor(Protocol):
    @property
    def kind(self) -> ActorKind: ...
    @property
    def name(self) -> str: ...
    @property
    def extra(self) -> Mapping[str, Sequence[_Valued]]: ...


class ActorNames(Protocol):
    """What is asked of the actor registry here."""

    def names(self) -> Iterable[_Name]:
        """Every name in the registry."""

    def get(self, actor_id: str, /) -> _Actor | None:
        """The actor with an id."""


def outlet_names(registry: ActorNames) -> OutletNames:
    """A lookup of the registry's media by their names and web domains.

    The case counts only for names that are marked so ("RT"); "the" before a name and "'s" after it do not.
    """
    known: dict[str, str] = {}
    for name in registry.names():
        actor = registry.get(name.actor_id)
        if actor is None or actor.kind is not ActorKind.MEDIA:
            continue
        plain = _without_the(name.text)
        known.setdefault(plain if name.case_sensitive else plain.casefold(), actor.name)
        for domain in actor.extra.get("domain", ()):
            known.setdefault(domain.value.casefold(), actor.name)
    return lambda text: known.get(_without_the(text)) or known.get(_without_the(text).casefold())


def _without_the(name: str) -> str:
    plain = " ".join(name.replace("’", "'").split()).removesuffix("'s")
    return plain[4:] if plain[:4].casefold() == "the " else plain


def told_outlet(
    items: Sequence[Paragraph], kinds: Sequence[str | None], outlets: OutletNames
) -> tuple[str | None, str | None]:
    """The outlet that most of the lines around the article name, and the first line that does."""
    votes: Counter[str] = Counter()
    told: dict[str, str] = {}
    for name, vote, line in _named_outlets(items, kinds, outlets):
        votes[name] += vote
        told.setdefault(name, line)
    if not votes:
        return None, None
    best = votes.most_common(1)[0][0]
    return best, f"the page says {told[best][:120]!r}"


def _named_outlets(
    items: Sequence[Paragraph], kinds: Sequence[str | None], outlets: OutletNames
) -> Iterator[tuple[str, int, str]]:
    in_head = True
    for item, kind in zip(items, kinds, strict=True):
        line = item.text[:1000]
        in_head = in_head and not (kind is None and item.shape is Shape.PROSE and item.words > _HEAD_WORDS)
        if in_head and kind in _HEAD_KINDS and item.words <= _HEAD_WORDS:
            for found in _PRESS_NAME.finditer(line):
                yield outlets(found[1]) or found[1].removeprefix("the "), 2, line
        if kind == "nav" and (known := outlets(line)):
            yield known, 2, line
        if kind not in _OUTLET_KINDS:
            continue
        for slot, vote, alone in _SLOTS:
            for found in slot.finditer(line):
                known = _longest_known(found[1], outlets)
                if known or (alone and _may_be_outlet(found[1])):
                    yield known or found[1].rstrip(".,"), vote, line
        if kind == "byline" and (byline := BYLINE.match(line)) and (known := outlets(byline["author"])):
            yield known, 2, line


def _longest_known(name: str, outlets: OutletNames) -> str | None:
    words = name.rstrip(".,").split()
    for count in range(len(words), 0, -1):
        if known := outlets(" ".join(words[:count])):
            return known
    return None


def _may_be_outlet(name: str) -> bool:
    return not any(word.lower().strip(".,") in _NO_OUTLET for word in name.split())
