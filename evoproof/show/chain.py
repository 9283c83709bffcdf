"""What a printer needs of a derivation: plain data over the kernel's terms."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.kernel.build import access
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Access, Cond, Tensor, Term

PROVED = "proved"


@dataclass(frozen=True)
class Row:
    """A line, the reason that led to it (the first has none), and its equation number, as (2).

    `verdict` is that on the step; where it is not "proved", `remark` says what is wrong.
    """

    term: Term
    tag: str = ""
    reason: str = ""
    verdict: str = PROVED
    remark: str = ""


@dataclass(frozen=True)
class Chain:
    """A derivation as it is printed.

    `about` are the lines that follow the title: where it is from, and what its border is. An
    erratum is `expected` to have another verdict than "proved", and says `why`. `ranges` are the
    free indices with their extents; `tensors` all that the lines read, each with its equation
    number, those without a definition first.
    """

    name: str
    title: str
    about: tuple[str, ...]
    verdict: str
    expected: str
    why: str
    sizes: tuple[str, ...]
    ranges: tuple[tuple[str, Poly], ...]
    given: tuple[Cond, ...]
    rows: tuple[Row, ...]
    tensors: tuple[tuple[Tensor, str], ...]


def head(tensor: Tensor) -> Access:
    """The left side of a tensor's definition: the tensor at its parameters."""
    return access(tensor, *map(poly, tensor.parameters or ()))
