"""Events and statements as corrected: SQL around the SELECT of what was stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from detente.errors import CorrectionError
from detente.world.correction import Correction, CorrectionKind

_PARTS: Final = ("id", "name", "kind", "state")
_EVENT_ID: Final = (
    "CASE WHEN article_id IS NOT NULL THEN 'article:' || article_id || ':' || statement_id "
    "ELSE feed || ':' || feed_reference END"
)
_STATEMENT_ID: Final = "'article:' || article_id || ':' || id"
_CODES: Final = ("plover_type", "plover_mode", "cameo_code", "quad_class", "goldstein")


class Corrected:
    """Shows events and statements with the corrections in force."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        """Take corrections in force, oldest first.

        Raises:
            CorrectionError: Merges lead back to where they began.
        """
        self.is_empty = not corrections
        self._merges = {each.actor_id: each for each in corrections if each.kind is CorrectionKind.MERGE}
        self._splits = [each for each in corrections if each.kind is CorrectionKind.SPLIT]
        self._names = {each.actor_id: each.into_name for each in corrections if each.kind is CorrectionKind.RENAME}
        self._rejected = [each.event for each in corrections if each.kind is CorrectionKind.REJECT]
        self._recoded = {each.event: each for each in corrections if each.kind is CorrectionKind.RECODE}
        for each in self._merges.values():
            self._end_of(each)

    @property
    def changes_counts(self) -> bool:
        """Whether more than names is corrected, so that what was counted of files as they were stored does not hold."""
        return bool(self._merges or self._splits or self._rejected or self._recoded)

    def stands_for(self, actor_id: str) -> Correction | None:
        """The merge that an actor ends at, which names the actor that is meant by it; None where it is its own."""
        merge = self._merges.get(actor_id)
        return None if merge is None else self._end_of(merge)

    def name_of(self, actor_id: str) -> str | None:
        """What users call an actor; None where nobody has renamed it."""
        return self._names.get(actor_id)

    def events(self, select: str) -> str:
        """The rows of a SELECT of events, corrected."""
        if self.is_empty:
            return select
        changes = self._codes(_EVENT_ID, dict.fromkeys(_CODES))
        for side in ("source", "target"):
            tests = self._tests(f"{side}_id", [f"{side}_text", f"{side}_code"])
            for part in _PARTS:
                column = f"{side}_{part}"
                changes[column] = self._case(tests, column, part, f"{side}_id")
        return self._select(select, changes, _EVENT_ID)

    def statements(self, select: str) -> str:
        """The rows of a SELECT of statements, corrected: their actors, and events rejected or coded anew."""
        if self.is_empty:
            return select
        changes = self._codes(_STATEMENT_ID, {"type": "plover_type", "mode": "plover_mode"} | dict.fromkeys(_CODES[2:]))
        for column in ("source", "target", "speaker"):
            changes[column] = self._actor(column)
        for column in ("actors", "about"):
            changes[column] = f"list_transform({column}, lambda one: {self._actor('one')})"
        return self._select(select, changes, _STATEMENT_ID)

    def _select(self, select: str, changes: dict[str, str], id_: str) -> str:
        replaced = ", ".join(f"{change} AS {column}" for column, change in changes.items())
        kept = f"WHERE {id_} NOT IN ({', '.join(map(_literal, self._rejected))})" if self._rejected else ""
        return f"SELECT * REPLACE ({replaced}) FROM ({select}) {kept}"

    def _codes(self, id_: str, columns: dict[str, str | None]) -> dict[str, str]:
        """CASEs of the coded columns; `columns` maps one to the correction's field where it is called otherwise."""
        if not self._recoded:
            return {}
        return {
            column: f"CASE {id_} "
            + " ".join(
                f"WHEN {_literal(event)} THEN {_literal(getattr(each, field or column))}"
                for event, each in self._recoded.items()
            )
            + f" ELSE {column} END"
            for column, field in columns.items()
        }

    def _actor(self, one: str) -> str:
        """An actor of a statement, as a struct."""
        tests = self._tests(f"{one}.id", [f"{one}.text"])
        packed = [f'"{part}" := {self._case(tests, f"{one}.{part}", part, f"{one}.id")}' for part in _PARTS]
        packed += [f'"{part}" := {one}."{part}"' for part in ("text", "start", "end")]
        return f"CASE WHEN {one} IS NOT NULL THEN struct_pack({', '.join(packed)}) END"

    def _tests(self, id_: str, texts: Sequence[str]) -> list[tuple[str, Correction]]:
        """What holds where a correction applies, and the correction it ends at; the first that holds counts."""
        tests = []
        for each in self._splits:
            named = " OR ".join(f"{text} = {_literal(each.text)}" for text in texts)
            tests.append((f"{id_} = {_literal(each.actor_id)} AND ({named})", self._end_of(each)))
        for actor_id, each in self._merges.items():
            tests.append((f"{id_} = {_literal(actor_id)}", self._end_of(each)))
        return tests

    def _end_of(self, correction: Correction) -> Correction:
        """The last of a chain of merges, A into B and B into C."""
        passed = {correction.actor_id}
        while (following := self._merges.get(correction.into_id)) is not None:
            if correction.into_id in passed:
                raise CorrectionError(
                    f"Merging {correction.actor_id} into {correction.into_id} leads in a circle. Undo one merge first."
                )
            passed.add(correction.into_id)
            correction = following
        return correction

    def _case(self, tests: list[tuple[str, Correction]], column: str, part: str, id_: str) -> str:
        whens = []
        for test, each in tests:
            into = getattr(each, f"into_{part}")
            if part == "name":
                into = self._names.get(each.into_id, into)
            whens.append(f"WHEN {test} THEN {_literal(into)}")
        if part == "name":
            whens += [f"WHEN {id_} = {_literal(actor)} THEN {_literal(name)}" for actor, name in self._names.items()]
        return f"CASE {' '.join(whens)} ELSE {column} END" if whens else column


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)
