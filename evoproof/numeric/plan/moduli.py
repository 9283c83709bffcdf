"""Which residues each operation of a tape is needed in: modulo q inside exp, else p."""

from __future__ import annotations

from typing import cast

from evoproof.numeric.arithmetic import Arithmetic, V
from evoproof.numeric.primes import P, Q
from evoproof.numeric.residues import Modular, Residues
from evoproof.numeric.tape.operation import Kind, Operation
from evoproof.numeric.tape.tape import Tape


def arithmetics(tape: Tape, arithmetic: Arithmetic[V]) -> list[Arithmetic[V]]:
    """The arithmetic of each operation, which computes no residue that nothing needs."""
    if not isinstance(arithmetic, Modular):
        return [arithmetic] * len(tape.operations)
    needed = _needed(tape, frozenset(arithmetic.moduli))
    return [cast("Arithmetic[V]", arithmetic.only(*sorted(one))) for one in needed]


def inside_exp(arithmetic: Arithmetic[V]) -> Arithmetic[V]:
    """The arithmetic of an argument of exp."""
    if isinstance(arithmetic, Modular):
        return cast("Arithmetic[V]", arithmetic.only(Q))
    return arithmetic


def shared(arithmetic: Arithmetic[V], value: V) -> V:
    """The value as many products use it: reduced once, and not in each of them."""
    if isinstance(arithmetic, Modular):
        return cast("V", arithmetic.small(cast("Residues", value)))
    return value


def _needed(tape: Tape, moduli: frozenset[int]) -> list[frozenset[int]]:
    """Of the result all residues that there are, and of each operation what the later ones ask for.

    An operation of which no residue is both there and needed keeps those that are there: what
    meets them says what is wrong.
    """
    there = _known(tape, moduli)
    needed: list[frozenset[int]] = [frozenset()] * len(tape.operations)
    needed[-1] = there[-1]
    for number in range(len(tape.operations) - 1, -1, -1):
        needed[number] = needed[number] & there[number] or there[number]
        one = tape.operations[number]
        for place, slot in enumerate(one.inputs):
            needed[slot] |= frozenset({Q}) if _in_exponent(one, place) else needed[number]
    return needed


def _known(tape: Tape, moduli: frozenset[int]) -> list[frozenset[int]]:
    """The residues that each operation can have: what exp gives has one modulo p alone."""
    known: list[frozenset[int]] = []
    for one in tape.operations:
        found = moduli
        for place, slot in enumerate(one.inputs):
            found &= frozenset({P}) if _in_exponent(one, place) else known[slot]
        known.append(found)
    return known


def _in_exponent(one: Operation, place: int) -> bool:
    """Whether an operand stands inside exp: the argument of exp, the queries, the keys."""
    if one.kind is Kind.ATTEND:
        return place <= 1
    return one.kind is Kind.APPLY and one.run == "exp"
