"""Claims in the table of the gate, and one claim on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from evoproof.console.counterexamples import INDENT, SIDES, counterexample
from evoproof.console.formulas import duration, laid_out
from evoproof.judge.report import ClaimReport, Forms, Proof

HEADS = ("claim", "verdict", "expected", "time")
WIDTHS = (0, 13, 10, 6)


def cells(report: ClaimReport) -> tuple[str, ...]:
    return report.name, report.verdict, report.expected, duration(report.seconds)


def colour(report: ClaimReport) -> str:
    """Of the verdict: whether it is the one that was expected."""
    if report.ok:
        return "bold green"
    return "bold yellow" if report.verdict == "unknown" else "bold red"


def alone(report: ClaimReport) -> Text:
    """The verdict in a line, for a claim that stands on no row."""
    proved = report.verdict == "proved" and not report.trivial
    said = f" for all sizes ({duration(report.seconds)})" if proved else ""
    expected = f", {report.expected} was expected" if report.verdict != report.expected else ""
    shown = expected if report.expected != "proved" else ""
    return Text(report.verdict, style=colour(report)).append(said + shown, style="none")


def details(report: ClaimReport, width: int, *, verbose: bool, forms: bool) -> Iterator[Text]:
    """The reason, or what there is to see of it; the warnings; proof and forms if wanted."""
    if report.why:
        yield Text(f"{INDENT}{report.expected} was expected: {report.why}")
    if report.counterexample is None or report.verdict == "contradiction":
        yield from (Text(f"{INDENT}{line}") for line in (report.reason or "").splitlines())
    if report.counterexample is not None:
        yield from counterexample(report.counterexample, SIDES)
    yield from warnings(report)
    if report.verdict == "proved" and verbose:
        for proof in report.proofs:
            yield from _proof(proof, width)
    if report.forms is not None and forms:
        yield from _forms(report.forms, width)


def warnings(report: ClaimReport) -> Iterator[Text]:
    yield from (Text(f"{INDENT}warning: {one}", style="yellow") for one in report.warnings)


def _proof(proof: Proof, width: int) -> Iterator[Text]:
    for line in proof.lines:
        indent = INDENT + "    " * line.depth
        if line.label:
            said = line.label if not line.parts else f"{{ {line.label} }}"
            yield Text(f"{indent}{'= ' if line.parts else ''}{said}", "cyan")
        if line.parts:
            yield from laid_out(line.parts, width, lead=f"{indent}  ")
    rules = ", ".join(f"{rule} {count}" for rule, count in proof.rules)
    counted = f"{proof.steps} kernel step{'s' * (proof.steps != 1)}"
    yield Text(f"{INDENT}{counted}{': ' if rules else ''}{rules}", "dim")


def _forms(forms: Forms, width: int) -> Iterator[Text]:
    if forms.given:
        yield Text(f"{INDENT}where {', '.join(forms.given)}:")
    yield from _labelled("left becomes", forms.left, width)
    yield from _labelled("right becomes", forms.right, width)
    for label, parts in (("only left", forms.only_left), ("only right", forms.only_right)):
        for part in parts:
            yield from _labelled(label, (part,), width)


def _labelled(label: str, parts: Sequence[str], width: int) -> Iterator[Text]:
    yield from laid_out(parts, width, lead=f"{INDENT}{label + ':':<15}")
