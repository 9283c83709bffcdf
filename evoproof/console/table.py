"""The table of the gate: one row a derivation, and under each surprise what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from evoproof.check.report import MEANINGLESS, DerivationReport, OperatorNumbers, StepReport
from evoproof.console.chain import COLOURS
from evoproof.console.failures import counterexample, failure
from evoproof.console.formulas import duration
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import Choice, read
from evoproof.library.errors import LibraryError

HEADS = ("derivation", "verdict", "steps", "inferences", "numbers", "operator", "time")
WIDTHS = (0, 13, 5, 10, 34, 33, 6)


def _names(choice: Choice) -> Sequence[str]:
    """The derivations that a row may be about, as far as the file can be read."""
    try:
        return (choice.name,) if choice.name else read(choice.file).names
    except LibraryError:
        return ()


class Table:
    """Prints rows as they come; `quiet` leaves out what is as expected, `mute` everything."""

    def __init__(
        self,
        terminal: Terminal,
        choices: Sequence[Choice],
        *,
        quiet: bool,
        verbose: bool,
        mute: bool,
    ) -> None:
        self._to, self._quiet, self._verbose, self._mute = terminal, quiet, verbose, mute
        self._first = max(len(HEADS[0]), *(len(name) for one in choices for name in _names(one)), 0)
        if choices and not quiet:
            terminal.line(Text(self._joined(HEADS).plain, style="dim"))

    def row(self, report: DerivationReport) -> None:
        if self._mute or (self._quiet and report.ok):
            return
        if report.derivation is None:
            self._to.line(Text("error", style="bold red").append(f"  {report.reason}", "default"))
            return
        self._to.line(self._joined(_cells(report)))
        for line in self._under(report):
            self._to.line(line)

    def close(self, reports: Sequence[DerivationReport]) -> None:
        """How many of each verdict; nothing to check is said aloud."""
        if not reports:
            self._to.note("evoproof: nothing to check")
        elif not self._quiet:
            counts = Counter(report.verdict for report in reports)
            said = ", ".join(f"{number} {verdict}" for verdict, number in counts.items())
            self._to.line(f"{len(reports)} checked: {said}")

    def _joined(self, cells: Sequence[str]) -> Text:
        line = Text()
        for head, cell, width in zip(HEADS, cells, (self._first, *WIDTHS[1:]), strict=True):
            style = COLOURS.get(cell, "bold red") if head == "verdict" != cell else "none"
            line.append(f"{cell:<{width}}  ", style=style)
        line.rstrip()
        return line

    def _under(self, report: DerivationReport) -> Iterator[Text]:
        if self._verbose:
            yield from (_step(step) for step in report.steps)
        failed = [step for step in report.steps if step.result.failure is not None]
        if failed and report.verdict not in MEANINGLESS:
            for step in failed:
                yield from failure(step, self._to.glyphs, self._to.width)
        elif not report.ok:
            yield Text(f"{report.reason}", style="red")
            if report.counterexample is not None:
                yield from counterexample(report.counterexample)
        yield from (Text(f"    warning: {warning}", style="yellow") for warning in report.warnings)


def _cells(report: DerivationReport) -> tuple[str, ...]:
    return (
        report.name, report.verdict, str(len(report.steps)), str(report.inferences),
        _numbers(report.steps), _operator(report.operator), duration(report.seconds),
    )  # fmt: skip


def _numbers(steps: Sequence[StepReport]) -> str:
    """The lanes, and the largest difference with the largest bound on it."""
    found = [step.numbers for step in steps if step.numbers is not None]
    if not found:
        return "not taken"
    lanes = " ".join(dict.fromkeys(lane for one in found for lane in one.lanes))
    worst = max(found, key=lambda one: one.difference)
    relation = "<=" if all(one.agree for one in found) else "not <="
    return f"{lanes}: {worst.difference:.0e} {relation} {worst.tolerance:.0e}"


def _operator(operator: OperatorNumbers | None) -> str:
    if operator is None:
        return ""
    name = operator.name.removeprefix("torch.nn.functional.")
    if not operator.agree:
        return f"{name}: DIFFERS"
    return f"{name}: equal" if operator.tolerance == 0 else f"{name}: {operator.difference:.0e}"


def _step(step: StepReport) -> Text:
    known = step.result.known_by or "-"
    said = f"{step.index:>5}. {step.verdict:<13}{known:<8}{step.equation:<14}"
    return Text(f"{said}{step.result.step.by.text}  ({duration(step.result.seconds)})", style="dim")
