"""What a server keeps between questions: the held copy of its world, and answers until the world changes."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import BoundedSemaphore, Condition, Lock, Thread, local
from typing import Any, Final, TypeVar

from detente.errors import WorldError
from detente.world.held import HeldWorld, Stamp, corrections_stamp, stamp_of
from detente.world.holding import hold_world

PATIENCE: Final = 5.0
"""Seconds for which a question waits for the copy of a world that has changed; then it is answered from the old one."""

MOST_ANSWERS: Final = 512
"""Answers kept; of more, those asked last are."""

_Value = TypeVar("_Value")


class Keeper:
    """Keeps a copy of a world, made anew in the background when the world has changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._changed = Condition()
        self._held: HeldWorld | None = None
        self._retired: HeldWorld | None = None  # questions under way may still be asked of it
        self._making: Stamp | None = None
        self._fault: Exception | None = None
        self._is_closed = False

    def current(self) -> HeldWorld:
        """The copy as the world now stands; after PATIENCE the one before, where there is one.

        Raises:
            WorldError: The world cannot be read.
        """
        stamp = stamp_of(self._root)
        with self._changed:
            if self._held is not None and self._held.stamp == stamp:
                return self._held
            self._begin(stamp)
            timeout = None if self._held is None else PATIENCE
            self._changed.wait_for(lambda: self._making is None, timeout)
            if self._held is not None:
                return self._held
            raise self._fault or WorldError(f"{self._root} is no longer held ready: the server is ending.")

    def begin(self) -> None:
        """Make the copy in the background."""
        with self._changed:
            self._is_closed = False
            self._begin(stamp_of(self._root))

    def close(self) -> None:
        """Remove the copy."""
        with self._changed:
            self._is_closed = True
            for held in (self._held, self._retired):
                if held is not None:
                    held.close()
            self._held = self._retired = None

    def _begin(self, stamp: Stamp) -> None:
        if self._making is None:
            self._making, self._fault = stamp, None
            Thread(target=self._make, name="holding", daemon=True).start()

    def _make(self) -> None:
        made, fault = None, None
        try:
            made = hold_world(self._root)
        except Exception as error:  # whoever waits is told
            fault = error
        with self._changed:
            self._making, self._fault = None, fault
            if self._is_closed and made is not None:
                made.close()
            elif made is not None:
                if self._retired is not None:
                    self._retired.close()
                self._held, self._retired = made, self._held
            self._changed.notify_all()


class Kept:
    """Answers by key, each made once however many ask for it at once; the least lately asked go first.

    As many are made at once as there are processors. A thread takes its turn before it locks what it makes, and once
    for all that it makes on the way, so that no two can wait for each other.
    """

    def __init__(self, most: int = MOST_ANSWERS) -> None:
        self._most = most
        self._lock = Lock()
        self._slots: OrderedDict[object, _Slot] = OrderedDict()

    def get(self, key: object, make: Callable[[], _Value], *, waits_its_turn: bool = True) -> _Value:
        """The answer of the key, made where there is none; what costs next to nothing need not wait its turn."""
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > self._most:
                self._slots.popitem(last=False)
        if not slot.is_made:
            with _turn() if waits_its_turn else nullcontext(), slot.lock:
                if not slot.is_made:
                    slot.value = make()
                    slot.is_made = True
        value: _Value = slot.value
        return value


_TURNS: Final = BoundedSemaphore(max(os.cpu_count() or 1, 2))
_own = local()


@contextmanager
def _turn() -> Iterator[None]:
    if getattr(_own, "has_turn", False):
        yield
        return
    with _TURNS:
        _own.has_turn = True
        try:
            yield
        finally:
            _own.has_turn = False


class _Slot:
    def __init__(self) -> None:
        self.lock = Lock()
        self.is_made = False
        self.value: Any = None


def moment_of(held: HeldWorld) -> tuple[object, ...]:
    """What an answer depends on: the copy, and the corrections laid over it."""
    return (held.stamp, corrections_stamp(held.root))
