"""The fields of a scenario file and what each may hold; docs/scenarios.md explains them with an example."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictFloat, StrictInt, StrictStr

_PLAIN = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""What no text of a file may hold: control characters and overrides of the direction, which could fool a terminal."""

Text = Annotated[StrictStr, Field(min_length=1, max_length=2000, pattern=f"^[^{_PLAIN}]+$")]
Key = Annotated[StrictStr, Field(max_length=80, pattern=f"^[^&{_PLAIN}]+$")]
"""An actor's name, id or code. The sign & stands between two in the names of ties."""

IssueKey = Annotated[StrictStr, Field(max_length=80, pattern=f"^[^&.{_PLAIN}]+$")]
Real = Annotated[StrictInt | StrictFloat, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]


def _number(value: Any) -> Any:
    return {"value": value} if isinstance(value, int | float) and not isinstance(value, bool) else value


class Form(BaseModel):
    """A mapping of the file: unknown fields are refused, nothing is turned into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WithOrigin(Form):
    """Where a number comes from: `source` with, or without, the words it says so in; `assumption` with the reason."""

    source: Text | None = None
    quote: Text | None = None
    assumption: Text | Literal[True] | None = None


class NumberForm(WithOrigin):
    """A number: `value`, or `from` a table or the world; between which values it may lie."""

    value: Real | None = None
    range: Annotated[list[Real], Field(min_length=2, max_length=2)] | None = None
    from_: Annotated[Literal["cinc", "world"] | None, Field(alias="from")] = None


NumberField = Annotated[NumberForm, BeforeValidator(_number)]


class ActorForm(WithOrigin):
    """Who takes part, and how strong it is; a state's size is its CINC where none is given."""

    name: Text | None = None
    size: NumberField | None = None


class TieForm(NumberForm):
    """How two actors stand, -2 (enemies) to 2 (allies)."""

    between: Annotated[list[Key], Field(min_length=2, max_length=2)]


class TiesForm(Form):
    """Ties by pair; `default` is for the pairs that are not listed and that the world doesn't know."""

    default: NumberField | None = None
    pairs: Annotated[list[TieForm], Field(max_length=800)] = []


class StandForm(WithOrigin):
    """What an actor wants of an issue."""

    position: NumberField | None = None
    salience: NumberField | None = None


class ScaleForm(Form):
    """The two ends of an issue, and what they mean."""

    low: Real = 0
    high: Real = 100
    low_means: Text | None = None
    high_means: Text | None = None


class IssueForm(WithOrigin):
    """Something that actors want different things of."""

    title: Text | None = None
    scale: ScaleForm = ScaleForm()
    positions: Annotated[dict[Key, StandForm], Field(max_length=60)] = {}


class ClosedForm(WithOrigin):
    """A border that is closed."""

    between: Annotated[list[Key], Field(min_length=2, max_length=2)]


class OpenedForm(WithOrigin):
    """A border that the table has as closed, and that lets pass here."""

    between: Annotated[list[Key], Field(min_length=2, max_length=2)]


class RouteForm(WithOrigin):
    """Ways over land to the sea: out of which state, for whom, who lets nothing through, what is closed or opened."""

    of: Key
    user: Key | None = None
    unusable: Annotated[list[Key], Field(max_length=60)] = []
    closed: Annotated[list[ClosedForm], Field(max_length=60)] = []
    opened: Annotated[list[OpenedForm], Field(max_length=60)] = []
    traffic: Literal["goods", "persons"] = "goods"


class MediationForm(WithOrigin):
    """A time when a broker mediated."""

    what: Text


class BrokerForm(WithOrigin):
    """How likely the deal comes about and holds with this broker, and its record."""

    holds: NumberField | None = None
    record: Annotated[list[MediationForm], Field(max_length=40)] = []


class DealForm(WithOrigin):
    """A bargain between two over some issues."""

    between: Annotated[list[Key], Field(min_length=2, max_length=2)]
    issues: Annotated[list[IssueKey], Field(min_length=1, max_length=12)]
    without: dict[IssueKey, NumberField] = {}
    power: Literal["equal", "size"] = "equal"
    holds: NumberField | None = None
    brokers: Annotated[dict[Key, BrokerForm], Field(max_length=12)] = {}


class SaidForm(WithOrigin):
    """A condition or prediction that the story turns on; nothing is reckoned from it."""

    text: Text


class QuestionForm(Form):
    """What is asked: of which two actors, and which issue says how far their relation goes."""

    pair: Annotated[list[Key], Field(min_length=2, max_length=2)] | None = None
    issue: IssueKey | None = None


class ChangeForm(Form):
    """What is different afterwards: only what is named here changes."""

    title: Text | None = None
    actors: Annotated[dict[Key, ActorForm], Field(max_length=60)] = {}
    leave: Annotated[list[Key], Field(max_length=60)] = []
    ties: TiesForm = TiesForm()
    issues: Annotated[dict[IssueKey, IssueForm], Field(max_length=40)] = {}
    routes: Annotated[list[RouteForm], Field(max_length=12)] = []


class ScenarioForm(Form):
    """A whole file."""

    scenario: Text
    as_of: date
    about: Text | None = None
    question: QuestionForm = QuestionForm()
    actors: Annotated[dict[Key, ActorForm], Field(min_length=2, max_length=60)]
    ties: TiesForm = TiesForm()
    issues: Annotated[dict[IssueKey, IssueForm], Field(max_length=40)] = {}
    routes: Annotated[list[RouteForm], Field(max_length=12)] = []
    change: ChangeForm = ChangeForm()
    deal: DealForm | None = None
    said: Annotated[list[SaidForm], Field(max_length=60)] = []


def file_schema() -> dict[str, Any]:
    """The JSON Schema of a scenario file, for editors and forms."""
    return ScenarioForm.model_json_schema(by_alias=True)


__all__ = ["NumberForm", "ScenarioForm", "file_schema"]
