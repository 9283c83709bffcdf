"""What is wrong with a step: where, what is written, what the rule gives, and which kind it is."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from evoproof.check.summary import StepSummary
from evoproof.console.counterexamples import INDENT, counterexample
from evoproof.console.formulas import laid_out


def failure(step: StepSummary, width: int) -> Iterator[Text]:
    """The whole account of a failed step."""
    found = step.failure
    if found is None:
        return
    yield Text(f"{found.place}: step {step.index}: {step.reason}", style="red")
    for label, parts in found.formulas:
        yield from laid_out(parts, width, lead=f"{INDENT}{label + ':':<18}")
    if found.counterexample is not None:
        yield from counterexample(found.counterexample)
    if found.would:
        yield Text(f"{INDENT}it holds by: {', '.join(found.would)}")
