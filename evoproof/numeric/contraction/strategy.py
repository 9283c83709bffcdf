"""How two operands are multiplied: what it costs, and what it writes on the tape."""

from __future__ import annotations

from typing import Protocol

from evoproof.numeric.tape.labels import Dims
from evoproof.numeric.tape.operation import Slot
from evoproof.numeric.tape.tape import Recorder


class Strategy(Protocol):
    """One way. `seconds` ranks it, `dims` labels its result."""

    @property
    def dims(self) -> Dims: ...

    @property
    def seconds(self) -> float: ...

    @property
    def temporary(self) -> int:
        """Elements that it needs beside its operands and its result."""

    def record(self, recorder: Recorder, left: Slot, right: Slot) -> Slot: ...
