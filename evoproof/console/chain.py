"""A derivation as a paper prints it: the claim, then expression, reason, expression, ..."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.text import Text

from evoproof.calc import Derivation
from evoproof.calc.derivation import PROVED
from evoproof.check.report import DerivationReport, StepReport
from evoproof.check.summary import step_summary
from evoproof.console.counterexamples import counterexample
from evoproof.console.failures import erratum, failure
from evoproof.console.formulas import duration, formula, laid_out, right
from evoproof.console.kernel_steps import unrolled
from evoproof.kernel.build import access
from evoproof.kernel.judgements import tensors
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Tensor
from evoproof.language import conditions_from_sympy
from evoproof.show import pieces, text, text_cond, text_poly
from evoproof.show.names import names_of
from evoproof.show.text import Glyphs

COLOURS = {"proved": "bold green", "unknown": "bold yellow"}


def verdict_text(verdict: str) -> Text:
    return Text(verdict, style=COLOURS.get(verdict, "bold red"))


def chain(
    report: DerivationReport, derivation: Derivation, glyphs: Glyphs, width: int, *, kernel: bool
) -> Iterator[Text]:
    """Everything that `prove` says of a derivation, line by line."""
    yield Text(derivation.name, style="bold")
    yield from (Text(line) for line in derivation.doc.strip().splitlines() if line)
    yield Text()
    yield from quantifiers(derivation, glyphs)
    yield Text()
    first = derivation.lines[0]
    yield from formula(first.term, glyphs, width, lead="    ", tag=first.place.tag)
    for step in report.steps:
        yield from step_lines(step, glyphs, width, kernel=kernel)
    yield Text()
    yield from _definitions(derivation, glyphs, width)
    yield Text()
    yield from conclusion(report, glyphs)


def quantifiers(derivation: Derivation, glyphs: Glyphs) -> Iterator[Text]:
    """For which integers the equation is claimed."""
    claim = derivation.claim
    yield Text(f"For all integers {', '.join(claim.sizes)} >= 0")
    ranges = [f"0 <= {n} < {text_poly(e, glyphs)}" for n, e in claim.free.items()]
    if ranges:
        yield Text(f"and {', '.join(ranges)}")
    given = [text_cond(c, glyphs) for one in claim.given for c in conditions_from_sympy(one)]
    if given:
        yield Text(f"with {', '.join(given)}")


def step_lines(step: StepReport, glyphs: Glyphs, width: int, *, kernel: bool) -> Iterator[Text]:
    """The reason of a step, the line below, and what is wrong where something is."""
    result = step.result
    known = f"known by {result.known_by}" if result.known_by else step.verdict
    remark = f"{known}, {result.inferences} inferences, {duration(result.seconds)}"
    yield right(f"=     {{ {result.step.by.text} }}", remark, width)
    if kernel and result.theorem is not None:
        yield from unrolled(result.theorem, glyphs, width)
    yield from formula(result.step.below.term, glyphs, width, lead="    ", tag=step.equation)
    if result.failure is not None:
        yield from failure(step_summary(step, glyphs), width)


def _definitions(derivation: Derivation, glyphs: Glyphs, width: int) -> Iterator[Text]:
    """What the letters stand for: tensors with their shapes, definitions with their bodies."""
    found = dict.fromkeys(one for line in derivation.lines for one in tensors(line.term))
    tags = dict(derivation.definitions)
    yield Text("where")
    for tensor in sorted(found, key=lambda one: one.body is not None):
        yield from _definition(tensor, tags.get(tensor, ""), glyphs, width)


def _definition(tensor: Tensor, tag: str, glyphs: Glyphs, width: int) -> Iterator[Text]:
    if tensor.parameters is None or tensor.body is None:
        shape = " x ".join(text_poly(size, glyphs) for size in tensor.shape) or "a number"
        yield Text(f"    {tensor.name}: {shape}{', 0 outside' if tensor.padded else ''}")
        return
    head = text(access(tensor, *(poly(name) for name in tensor.parameters)), glyphs)
    names = frozenset((*names_of(tensor.body), *tensor.parameters))
    lead = _plain(f"    {head} = ", names)
    body = [_plain(piece, names) for piece in pieces(tensor.body, glyphs)]
    yield from laid_out(body, width, lead=lead, tag=tag)


def _plain(line: str, names: frozenset[str]) -> str:
    """i for i_, which a theory writes to keep its letters apart from an author's."""
    for name in names:
        short = name.rstrip("_")
        if short != name and short not in names:
            line = re.sub(rf"\b{name}\b", short, line)
    return line


def conclusion(report: DerivationReport, glyphs: Glyphs) -> Iterator[Text]:
    """The verdict on the whole, in words, and what it rests on."""
    if report.verdict == PROVED:
        amount = f"{len(report.steps)} steps, {report.inferences} inferences"
        said = f" for all sizes by the kernel: {amount}, {duration(report.seconds)}"
        yield Text.assemble(verdict_text("proved"), said)
    else:
        yield Text.assemble(verdict_text(report.verdict), f": {report.reason}")
        if report.verdict == "ill-formed" and report.counterexample is not None:
            yield from counterexample(report.counterexample)
    yield from erratum(report)
    yield from (Text(f"warning: {warning}", style="yellow") for warning in report.warnings)
