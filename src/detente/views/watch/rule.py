"""A rule: what is reported of whom, and where to. A slip is told with file, line, field and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.errors import DetenteError, UnknownActorError
from detente.ontology.plover import plover_types
from detente.pipeline.findings import KINDS, Wanted
from detente.pipeline.parties import find_party
from detente.views.nearest import nearest

MAX_BYTES: Final = 1_000_000
Name = Annotated[str, Field(min_length=1, max_length=200)]


class RuleError(DetenteError):
    """A rule file cannot be read or says something that is not allowed."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class WebhookRule(_Strict):
    """Where findings are posted to.

    Attributes:
        url: http or https, without user name or password.
        hosts: Hosts that may be posted to; the url's own must be among them or be allowed on the command line.
        allow_private: Whether the host may be at a private or local address.
        timeout: Seconds for one try.
        tries: How often it is tried.
        token_env: The environment variable that holds a bearer token; the token itself never stands in a rule.
    """

    url: Name
    hosts: tuple[Name, ...] = ()
    allow_private: bool = False
    timeout: Annotated[float, Field(gt=0, le=120)] = 10.0
    tries: Annotated[int, Field(ge=1, le=10)] = 3
    token_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None


class Rule(_Strict):
    """What a rule file says; docs/watch.md explains each field."""

    name: Name
    actors: tuple[Name, ...] = ()
    dyads: tuple[tuple[Name, Name], ...] = ()
    kinds: tuple[Literal["shift", "begun", "first", "claim"], ...] = Field(default=KINDS, min_length=1)
    types: tuple[str, ...] = ()
    direction: Literal["cooperation", "conflict"] | None = None
    min_probability: Annotated[float, Field(ge=0, le=1)] = 0.9
    file: Name | None = None
    webhook: WebhookRule | None = None


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where each field of a YAML file stands, from 1."""

    at: dict[tuple[str | int, ...], int]

    def of(self, place: tuple[str | int, ...]) -> int:
        """The line of a field, or of the nearest one around it."""
        while place and place not in self.at:
            place = place[:-1]
        return self.at.get(place, 1)


def read_rule(path: Path) -> Rule:
    """The rule in a YAML file.

    Raises:
        RuleError: It cannot be read, or a field is not allowed; the message has a line for each slip.
    """
    given, lines = _parsed(path)
    try:
        # Lists of YAML are tuples here; strict types stay strict otherwise.
        rule = Rule.model_validate(_frozen(given))
    except ValidationError as error:
        raise RuleError("\n".join(_told(path, lines, error))) from None
    for at, plover_type in enumerate(rule.types):
        if plover_type not in plover_types():
            hint = nearest(plover_type.upper(), plover_types())
            raise RuleError(
                f"{path}, line {lines.of(('types', at))}, types: {plover_type!r} is no PLOVER type.{hint} "
                f"Allowed: {', '.join(plover_types())}."
            )
    if rule.webhook and urlsplit(rule.webhook.url).scheme not in ("http", "https"):
        raise RuleError(
            f"{path}, line {lines.of(('webhook', 'url'))}, webhook.url: expected http://host/path or https://host/path."
        )
    return rule


def wanted_of(rule: Rule, path: Path, world: Path, user_actors: Sequence[Path] = ()) -> Wanted:
    """What a rule asks for, its names resolved to actors.

    Raises:
        RuleError: A name means nobody; the message has its line and the nearest names.
    """
    _, lines = _parsed(path)

    def actor(name: str, *place: str | int) -> str:
        try:
            return find_party(world, name, user_actors).id
        except UnknownActorError as error:
            where = ".".join(str(each) for each in place if isinstance(each, str))
            raise RuleError(f"{path}, line {lines.of(place)}, {where}: {error}") from None

    dyads = frozenset(
        frozenset((actor(first, "dyads", at), actor(second, "dyads", at)))
        for at, (first, second) in enumerate(rule.dyads)
    )
    for at, pair in enumerate(rule.dyads):
        if actor(pair[0], "dyads", at) == actor(pair[1], "dyads", at):
            raise RuleError(
                f"{path}, line {lines.of(('dyads', at))}, dyads: {pair[0]!r} and {pair[1]!r} mean the same."
            )
    return Wanted(
        dyads=dyads,
        actors=frozenset(actor(name, "actors", at) for at, name in enumerate(rule.actors)),
        kinds=frozenset(rule.kinds),
        types=frozenset(rule.types),
        direction={"cooperation": 1, "conflict": -1, None: None}[rule.direction],
        min_probability=rule.min_probability,
        user_actors=tuple(user_actors),
    )


def _parsed(path: Path) -> tuple[dict[str, Any], _Lines]:
    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise RuleError(f"{path}: a rule of {len(data):,} bytes; at most {MAX_BYTES:,} are read.")
        text = data.decode()
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        given = yaml.safe_load(text)
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8 (byte {error.start + 1}). Save the file as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise RuleError(f"{path}{where}: is not YAML ({getattr(error, 'problem', error)}).") from None
    except RecursionError:
        raise RuleError(f"{path}: is nested too deeply for a rule.") from None
    if not isinstance(given, dict):
        raise RuleError(f"{path}, line 1: expected fields such as `name: my-rule`; see docs/watch.md.")
    return given, _Lines(dict(_places(node, ())))


def _places(node: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], int]]:
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _places(value, (*place, str(key.value)))
            yield (*place, str(key.value)), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield from _places(value, (*place, at))


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def _told(path: Path, lines: _Lines, error: ValidationError) -> Iterator[str]:
    for slip in error.errors(include_url=False, include_context=True):
        place = tuple(slip["loc"])
        field = ".".join(str(each) for each in place if isinstance(each, str))
        head = f"{path}, line {lines.of(place)}, {field or 'rule'}: "
        if slip["type"] == "extra_forbidden":
            allowed = _fields(place[:-1])
            yield f"{head}is no field of a rule.{nearest(str(place[-1]), allowed)} Allowed: {', '.join(allowed)}."
        elif slip["type"] == "literal_error":
            allowed = str(slip["ctx"]["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
            came = slip["input"]
            yield f"{head}{came!r} is not allowed.{nearest(str(came), allowed)} Allowed: {', '.join(allowed)}."
        elif slip["type"] == "missing":
            yield f"{head}is missing; every rule needs it."
        else:
            # What came may be a secret put into the wrong field: it is not repeated.
            yield f"{head}{slip['msg'][0].lower()}{slip['msg'][1:]}."


def _fields(place: tuple[Any, ...]) -> list[str]:
    return list(WebhookRule.model_fields if place[:1] == ("webhook",) else Rule.model_fields)
