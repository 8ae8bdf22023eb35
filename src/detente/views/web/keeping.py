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

    @property
    def moment(self) -> tuple[object, ...] | None:
        """What the copy that there is depends on, as it now stands (see `moment_of`); None before the first one."""
        held = self._held
        return None if held is None else moment_of(held)

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

    def __init__(self, most: int = MOST_ANSWERS, most_bytes: int | None = None) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._lock = Lock()
        self._slots: OrderedDict[object, _Slot] = OrderedDict()

    def get(
        self,
        key: object,
        make: Callable[[], _Value],
        *,
        waits_its_turn: bool = True,
        size: Callable[[_Value], int] = lambda _: 0,
    ) -> _Value:
        """The answer of the key, made where there is none; what costs next to nothing need not wait its turn."""
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
        if not slot.is_made:
            with _turn() if waits_its_turn else nullcontext(), slot.lock:
                if not slot.is_made:
                    slot.value = make()
                    slot.is_made = True
                    self._weigh(key, slot, size(slot.value))
        value: _Value = slot.value
        return value

    def put(self, key: object, value: object, size: int = 0) -> None:
        """Keep an answer that came with another."""
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
        with slot.lock:
            if not slot.is_made:
                slot.value, slot.is_made = value, True
                self._weigh(key, slot, size)

    def asked_last(self) -> list[Any]:
        """The keys of what is kept, those asked last first."""
        with self._lock:
            return list(reversed(self._slots))

    def _weigh(self, key: object, slot: _Slot, size: int) -> None:
        """Take a made answer into account, and let go of those asked least lately where there are too many."""
        with self._lock:
            if self._slots.get(key) is not slot:
                return
            slot.size = size
            self._bytes += size
            while len(self._slots) > self._most or (self._most_bytes is not None and self._bytes > self._most_bytes):
                gone = self._slots.popitem(last=False)[1]
                self._bytes -= gone.size


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
        self.size = 0
        self.value: Any = None


def moment_of(held: HeldWorld) -> tuple[object, ...]:
    """What an answer depends on: the copy, and the corrections laid over it."""
    return (held.stamp, corrections_stamp(held.root))
