"""A theorem as the kernel made it: each rule, where it is used, and the terms before and after."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from evoproof.console.formulas import formula
from evoproof.kernel.theorem import Theorem
from evoproof.record.steps import Step, linearise
from evoproof.show import text_cond
from evoproof.show.text import Glyphs

INDENT = "        "


def unrolled(theorem: Theorem, glyphs: Glyphs, width: int) -> Iterator[Text]:
    """Every step of the kernel, none left out, from the theorem's left side to its right side."""
    steps = linearise(theorem).steps
    for number, step in enumerate(steps, 1):
        yield Text(f"{INDENT}{number:>3}. {_rule(step)}", style="cyan")
        yield from formula(step.before, glyphs, width, lead=f"{INDENT}        ")
        yield from formula(step.after, glyphs, width, lead=f"{INDENT}     => ")
        for side in step.sides:
            yield Text(f"{INDENT}        since {text_cond(side.goal, glyphs)}", style="dim")


def _rule(step: Step) -> str:
    path = ".".join(str(child) for child in step.path)
    at = f" at {path}" if path else " at the root"
    return step.rule + (", backwards," if step.backward else "") + at
