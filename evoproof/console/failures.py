"""What is wrong with a step: where, what is written, what the rule gives, and which kind it is."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from evoproof.check.report import StepReport
from evoproof.console.counterexamples import INDENT, counterexample
from evoproof.console.formulas import formula
from evoproof.kernel.terms import Term
from evoproof.show.text import Glyphs


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
