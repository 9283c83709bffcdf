"""The syntax tree of a claim: what the text says, with names resolved and kinds checked.

An expression is of the kind "integer" or "real"; where a real number is wanted an integer serves.
Ranges, indices, conditions, `//` and `%` hold integers only. Abbreviations are expanded: no tree
knows them. Every variable is an object of its own, so two that share a name are not confused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias


class Kind(Enum):
    """What a variable stands for, and where it is declared."""

    SIZE = "size"
    INTEGER = "integer"
    SCALAR = "scalar"
    INDEX = "index"
    BOUND = "bound"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a text stands: the field ("left", "given 2", ...), the columns from `start` to `end`.

    Columns count characters of the field's text from 0; `end` is the first one after.
    """

    field: str
    start: int
    end: int


NOWHERE = Position("", 0, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Variable:
    """A size, an integer, a scalar, a free index with its extent (0 <= i < extent), or a bound one.

    Variables are equal where they are the same object.
    """

    name: str
    kind: Kind
    extent: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tensor:
    """A real tensor; a padded one reads 0 outside its shape."""

    name: str
    shape: tuple[Expr, ...]
    padded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    at: Position = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: int


@dataclass(frozen=True, slots=True)
class Name(Node):
    variable: Variable


@dataclass(frozen=True, slots=True)
class Read(Node):
    """T[e, ...]"""

    tensor: Tensor
    indices: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """exp(x), or an unknown function of one argument."""

    function: str
    argument: Expr


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """operator: one of + - * / // %"""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Negative(Node):
    operand: Expr


@dataclass(frozen=True, slots=True)
class Power(Node):
    """base ** exponent, the exponent a literal >= 0; x ** 0 = 1."""

    base: Expr
    exponent: int


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """max(x, y, ...) or min(x, y, ...); which: "max" or "min"."""

    which: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Case(Node):
    """then if condition else otherwise"""

    condition: Test
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class Range(Node):
    """for variable in range(start, stop) if condition ...; the conditions may use the variable."""

    variable: Variable
    start: Expr
    stop: Expr
    conditions: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Reduce(Node):
    """sum, max or min of the body over one range after the other; a later one may use earlier ones.

    which: "sum", "max" or "min".
    """

    which: str
    ranges: tuple[Range, ...]
    body: Expr


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """operator: one of == != < <= > >="""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """and / or; a chain a < b < c is the `and` of its comparisons."""

    operator: str
    args: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    operand: Test


Expr: TypeAlias = (
    "Literal | Name | Read | Call | Binary | Negative | Power | Extreme | Case | Reduce"
)
Test: TypeAlias = "Compare | Junction | Not"


@dataclass(frozen=True, slots=True)
class Claim:
    """left = right for all sizes, integers and free indices that `given` admits, and all values.

    `variables` are the sizes, integers, scalars and free indices in the order of declaration;
    `written` are both sides as texts, where an abbreviation stands in one of them; `why` says why
    something else than "proved" is expected.
    """

    name: str
    variables: tuple[Variable, ...]
    tensors: tuple[Tensor, ...]
    functions: tuple[str, ...]
    given: tuple[Test, ...]
    left: Expr
    right: Expr
    title: str = ""
    expect: str = "proved"
    why: str = ""
    file: str = ""
    line: int = 0
    written: tuple[str, str] = ("", "")
