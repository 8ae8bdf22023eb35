"""A tree of plain data checked against the form: each fault with line, field, what is allowed and what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from detente.scenarios.form import ScenarioForm
from detente.scenarios.problems import Problem, ScenarioFileError, nearest
from detente.scenarios.yaml_tree import Path, Tree

_EXPECTED: Final = {
    "string_type": "text; put it in quotes if it looks like a number or date",
    "int_type": "a number",
    "float_type": "a number",
    "finite_number": "a number",
    "list_type": "a list",
    "dict_type": "a mapping of names to values",
    "model_type": "a mapping of fields",
    "date_type": "a day as 2016-09-20",
    "date_from_datetime_parsing": "a day as 2016-09-20",
    "string_pattern_mismatch": "text without control characters; an actor's name without &, an issue's without & and .",
    "bool_type": "true or false",
}


def checked_form(tree: Tree, name: str) -> ScenarioForm:
    """The form of a file.

    Raises:
        ScenarioFileError: It breaks the form; the error lists every fault found.
    """
    try:
        return ScenarioForm.model_validate(tree.data)
    except ValidationError as error:
        problems = tuple(dict.fromkeys(_problems(error, tree)))
    raise ScenarioFileError(name, tuple(sorted(problems, key=lambda problem: problem.line or 0)))


def _problems(error: ValidationError, tree: Tree) -> Iterator[Problem]:
    for fault in error.errors(include_url=False, include_context=True):
        path = _in_file(fault["loc"], tree.data)
        kind, context = fault["type"], fault.get("ctx", {})
        line = tree.line(path)
        if kind == "extra_forbidden":
            fields = _fields_at(path[:-1])
            named = str(path[-1])
            yield Problem(line, path, "is no field here", _listed(fields), nearest(named, fields))
        elif kind == "missing":
            yield Problem(line, path, "is missing", f"it must be given ({_meaning(path)})")
        elif kind == "literal_error":
            allowed = str(context.get("expected", ""))
            came = fault["input"]
            meant = (
                nearest(came, [word.strip("' ") for word in allowed.replace(" or ", ",").split(",")])
                if isinstance(came, str)
                else None
            )
            yield Problem(line, path, f"is {_shown(came)}", allowed, meant)
        elif kind == "model_type" and "value" in _fields_at(path):
            allowed = "a number, or a mapping with value and source or assumption"
            yield Problem(line, path, f"is {_shown(fault['input'])}", allowed)
        else:
            yield Problem(line, path, f"is {_shown(fault['input'])}", _allowed(kind, context, fault["msg"]))


def _allowed(kind: str, context: Mapping[str, Any], message: str) -> str:
    if kind in ("too_short", "too_long"):
        least, most = context.get("min_length"), context.get("max_length")
        return f"at least {least} entries" if least is not None else f"at most {most} entries"
    if kind in ("string_too_short", "string_too_long"):
        return "text of 1 to 2,000 characters (a name: to 80)"
    return _EXPECTED.get(kind) or message.removeprefix("Input should be ")


def _in_file(loc: tuple[str | int, ...], data: Any) -> Path:
    """A place in the form as the place in the file: pydantic adds names of types, which the file does not have."""
    path: list[str | int] = []
    for number, part in enumerate(loc):
        if isinstance(data, dict):
            last = number == len(loc) - 1
            if part in data or last:
                path.append(part)
                data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path.append(part)
            data = data[part]
    return tuple(part for part in path if part != "[key]")


def _fields_at(path: Path) -> list[str]:
    """The fields that the form has at a place."""
    here: Any = ScenarioForm
    for part in path:
        model = _model(here)
        if model is not None:
            here = next((field.annotation for key, field in _by_alias(model).items() if key == part), None)
        else:
            here = next((arg for arg in get_args(_plain(here))[-1:]), None)
    model = _model(here)
    return [] if model is None else list(_by_alias(model))


def _by_alias(model: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _plain(annotation: Any) -> Any:
    """Without Annotated and Optional."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        return _plain(next(arg for arg in get_args(annotation) if arg is not type(None)))
    return annotation


def _model(annotation: Any) -> type[BaseModel] | None:
    plain = _plain(annotation)
    return plain if isinstance(plain, type) and issubclass(plain, BaseModel) else None


def _meaning(path: Path) -> str:
    fields = _fields_at(path[:-1])
    return f"fields here: {_listed(fields)}" if fields else "see docs/scenarios.md"


def _listed(fields: list[str]) -> str:
    return ", ".join(fields) or "nothing"


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"a {'mapping' if isinstance(value, dict) else 'list'} of {len(value)}"
    return "empty" if value is None else repr(value)
