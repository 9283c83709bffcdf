"""An entry of the audit: a statement of the paper as printed, made precise, and corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from evoproof.claims.syntax import Claim

INFORMAL = "informal"
NATURAL = {"definition": "definition", "finding": "extra", INFORMAL: "informal"}
"""The verdict on an entry of this kind if its parts are as they should be."""

ASSERTION = "assertion"
KINDS = (ASSERTION, *NATURAL)
VERDICTS = ("definition", "true", "true-if", "false", "ill-formed", "extra", "informal")


@dataclass(frozen=True)
class Identity:
    """An equation for all sizes, and its abbreviations; with a premise: it holds where that does.

    A premise is an equation too. It refutes an implication if it is proved for the very tensors
    for which the conclusion is refuted.
    """

    says: str
    claim: Claim
    premise: Claim | None = None
    let: tuple[str, ...] = ()


@dataclass(frozen=True)
class Formula:
    """A definition: it says nothing but that its right side has a meaning at all sizes."""

    says: str
    claim: Claim
    let: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rank:
    """rank(left) stands in `relation` to right: for all sizes and entries, or for some.

    The first free index of the claim numbers the rows of the matrix, the second the columns. What
    is said of all can only be refuted, what is said of some only be shown: by a witness.
    """

    says: str
    claim: Claim
    relation: str
    every: bool
    let: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derived:
    """What a derivation says."""

    says: str
    derivation: str


Part: TypeAlias = Identity | Formula | Rank | Derived


@dataclass(frozen=True)
class Reading:
    """A way to read what the paper leaves open, or a fact about it, with the verdict on it."""

    part: Part
    expect: str


@dataclass(frozen=True)
class Entry:
    """`statement` is the paper's; `printed` are its parts, all of which it claims.

    Where `conditions` are named, `printed` is the statement under them, and each of `without` is
    what it says if one of them is dropped. `corrected` is the statement as it should be, shown by
    the derivations `by` and by `proof`. `chapter` is the name of its file, without the ending.
    """

    id: str
    equation: str
    statement: str
    kind: str
    expect: str
    why: str
    conditions: tuple[str, ...]
    printed: tuple[Part, ...]
    without: tuple[Part, ...]
    readings: tuple[Reading, ...]
    corrected: str
    by: tuple[str, ...]
    proof: tuple[Part, ...]
    chapter: str = ""
