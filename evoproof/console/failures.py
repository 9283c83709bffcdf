"""What is wrong with a step: where, what is written, what the rule gives, and which kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text

from evoproof.check.report import StepReport
from evoproof.console.formulas import formula
from evoproof.kernel.terms import Term
from evoproof.refute import Counterexample
from evoproof.show.text import Glyphs

INDENT = "    "


def failure(step: StepReport, glyphs: Glyphs, width: int) -> Iterator[Text]:
    """The whole account of a failed step."""
    result = step.result
    place = result.step.below.place
    yield Text(f"{place}: step {step.index}: {step.reason}", style="red")
    yield from _labelled("written", result.step.below.term, glyphs, width)
    found = result.failure
    if found is None:
        return
    for label, term in (("the reason gives", found.reached), ("and it needs", found.wanted)):
        if term is not None:
            yield from _labelled(label, term, glyphs, width)
    if found.differ is not None and found.differ != (found.reached, found.wanted):
        yield from _labelled("they differ in", found.differ[0], glyphs, width)
        yield from _labelled("against", found.differ[1], glyphs, width)
    if found.counterexample is not None:
        yield from counterexample(found.counterexample)
    if found.would:
        yield Text(f"{INDENT}it holds by: {', '.join(found.would)}")


def _labelled(label: str, term: Term, glyphs: Glyphs, width: int) -> Iterator[Text]:
    yield from formula(term, glyphs, width, lead=f"{INDENT}{label + ':':<18}")


def counterexample(found: Counterexample) -> Iterator[Text]:
    """Sizes, index, entries, and both values."""
    yield Text(f"{INDENT}counterexample: {_values({**found.sizes, **found.index})}")
    if found.access is not None:
        yield Text(f"{INDENT}    reads {found.access}")
        return
    for name, entries in {**found.tensors, **found.scalars}.items():
        yield Text(f"{INDENT}    {name} = {_nested(entries)}")
    for name, table in found.functions.items():
        yield Text(f"{INDENT}    {name}: " + ", ".join(f"{a} -> {v}" for a, v in table.items()))
    note = f"  ({found.note})" if found.note else ""
    yield Text(f"{INDENT}    the line above is {found.left}, this line is {found.right}{note}")


def _values(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _nested(entries: Any) -> str:
    """Nested lists of numbers without the quotes."""
    return str(entries).replace("'", "")
