"""What a name may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from evoproof.claims.syntax import Expr, Kind, Tensor, Variable


@dataclass(frozen=True, slots=True)
class Function:
    """An unknown real function of one real argument."""

    name: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """name[parameters] = body, expanded where it is used.

    `nodes` and `height` measure the body, `uses` counts each parameter in it.
    """

    name: str
    parameters: tuple[Variable, ...]
    body: Expr
    integer: bool
    nodes: int
    height: int
    uses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A free index while abbreviations are read: declared, but not to be seen there."""

    name: str


@dataclass(frozen=True, slots=True)
class Itself:
    """An abbreviation while it is read: its name is taken, and stands for nothing."""

    name: str


Meaning: TypeAlias = "Variable | Tensor | Function | Abbreviation | Hidden | Itself"

_VARIABLES = {
    Kind.SIZE: "a size",
    Kind.INTEGER: "an integer",
    Kind.SCALAR: "a scalar",
    Kind.INDEX: "a free index",
    Kind.BOUND: "a bound index",
}


def described(meaning: Meaning) -> str:
    """'a tensor with 2 indices', 'a size', ..."""
    match meaning:
        case Variable():
            return _VARIABLES[meaning.kind]
        case Tensor():
            return f"a tensor with {indices(len(meaning.shape))}"
        case Function():
            return "a function"
        case Abbreviation():
            taking = f" with {indices(len(meaning.parameters))}" if meaning.parameters else ""
            return f"an abbreviation{taking}"
        case Hidden():
            return "a free index"
        case Itself():
            return "the abbreviation itself"


def indices(count: int) -> str:
    return "1 index" if count == 1 else f"{count} indices"


def example(name: str, count: int) -> str:
    """How an access with so many indices looks: 'A[i, j]'."""
    return f"{name}[{', '.join('ijklmn'[:count]) if count <= 6 else '...'}]"
