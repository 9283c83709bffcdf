"""Numbers and counterexamples in words and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evoproof.check.report import DerivationReport, OperatorNumbers
from evoproof.refute import Counterexample
from evoproof.site.view import ComparisonView, NumbersView

if TYPE_CHECKING:
    from evoproof.numeric.check import StepNumbers

LONGEST = 2000
"""Of a longer table of entries only the beginning is written."""


def compared(numbers: StepNumbers | None) -> str:
    """What numbers say of one step, in a few words; nothing where none were taken."""
    if numbers is None:
        return ""
    lanes = " and ".join(numbers.lanes)
    return f"{lanes} numbers {'agree' if numbers.agree else 'DIFFER'}"


def numbers(report: DerivationReport) -> NumbersView | None:
    """The numbers of all steps; None where none were taken."""
    found = [one.numbers for one in report.steps if one.numbers is not None]
    if not found:
        return None
    first = found[0]
    letters = tuple(first.instances[0])
    sizes = (
        (scale, tuple(str(taken[name]) for name in letters))
        for scale, taken in zip(first.scales, first.instances, strict=True)
    )
    return NumbersView(
        tuple(_step(number, one) for number, one in enumerate(found, 1)),
        tuple(_operator(one) for one in report.operators),
        letters, tuple(sizes), first.device, first.seed, tuple(dict.fromkeys(_notes(found))),
    )  # fmt: skip


def _step(number: int, one: StepNumbers) -> ComparisonView:
    return ComparisonView(
        f"step {number}", " and ".join(one.lanes),
        _rounded(one.difference), _rounded(one.tolerance), one.agree,
    )  # fmt: skip


def _operator(one: OperatorNumbers) -> ComparisonView:
    return ComparisonView(
        "first line", one.name, _rounded(one.difference), _rounded(one.tolerance), one.agree
    )


def _rounded(value: float) -> str:
    return f"{value:.0e}" if value else "0"


def _notes(found: Sequence[StepNumbers]) -> Iterator[str]:
    points = max(one.trials for one in found)
    known = [one.miss for one in found if one.miss is not None]
    if points and len(known) == len(found):
        yield (
            f"At the first sizes, {points} exact points miss a difference with probability at "
            f"most {max(known):.0e}."
        )
    for one in found:
        yield from one.notes


def counterexample(found: Counterexample | None) -> tuple[str, ...]:
    """Sizes and index, what is read there, and both values; a line each."""
    return tuple(_counterexample(found)) if found is not None else ()


def _counterexample(found: Counterexample) -> Iterator[str]:
    yield _values({**found.sizes, **found.index}) or "there is nothing to choose"
    if found.access is not None:
        yield f"no meaning: {found.access}"
        return
    for name, entries in {**found.tensors, **found.scalars}.items():
        yield f"{name} = {_entries(entries)}"
    for name, table in found.functions.items():
        yield ", ".join(f"{name}({given}) = {value}" for given, value in table.items())
    yield f"the line above is {found.left}, this line is {found.right}"
    if found.note:
        yield found.note


def _values(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _entries(entries: Any) -> str:
    whole = str(entries).replace("'", "")
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]} ..."
