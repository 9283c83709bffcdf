"""What is wrong with a step: where, what is written, what the rule gives, and which kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from rich.text import Text

from evoproof.calc.derivation import PROVED
from evoproof.check.summary import StepSummary
from evoproof.console.counterexamples import INDENT, counterexample
from evoproof.console.formulas import laid_out


class Expected(Protocol):
    """A report on a derivation."""

    @property
    def verdict(self) -> str: ...

    @property
    def expected(self) -> str: ...

    @property
    def why(self) -> str: ...

    @property
    def ok(self) -> bool: ...


def erratum(report: Expected) -> Iterator[Text]:
    """Where something else than a proof was expected: whether it came so, and why it was."""
    if report.expected == PROVED:
        return
    found = "as expected" if report.ok else f"but {report.expected} was expected"
    yield Text(f"{INDENT}{report.verdict}, {found}: {report.why}")


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
