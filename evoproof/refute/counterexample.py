"""What refutes a line: sizes, an index, entries, and both values; or a reading without meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Counterexample:
    """Everything that is needed to compute both sides by hand; numbers are exact, as text.

    `tensors`: nested lists in the tensor's shape, of the tensors that are read ("0" for an entry
    that is not). `functions`: by name, a table from arguments to value. `left` and `right`: exact,
    unless `note` says that they are rounded. `access`: for an ill-formed line, the reading outside
    a shape or the division by zero; `index` then has the bound indices too, and no value is there.
    """

    sizes: Mapping[str, int]
    index: Mapping[str, int]
    tensors: Mapping[str, Any] = field(default_factory=dict)
    scalars: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left: str | None = None
    right: str | None = None
    note: str = ""
    access: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The "counterexample" object of the JSON report."""
        where = {"sizes": dict(self.sizes), "index": dict(self.index)}
        if self.access is not None:
            return {**where, "access": self.access}
        drawn = {
            "tensors": dict(self.tensors),
            "scalars": dict(self.scalars),
            "functions": {name: dict(table) for name, table in self.functions.items()},
        }
        values = {"left": self.left, "right": self.right}
        return {**where, **drawn, **values, **({"note": self.note} if self.note else {})}
