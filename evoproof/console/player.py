"""The step player: one line of a derivation after the other, as a reader asks for them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from evoproof.calc import Derivation, Step, StepResult
from evoproof.calc.step import judge
from evoproof.check.report import StepReport
from evoproof.console.answers import line
from evoproof.console.chain import quantifiers, step_lines
from evoproof.console.formulas import formula
from evoproof.console.kernel_steps import unrolled
from evoproof.console.terminal import Terminal
from evoproof.kernel.theorem import RULES, Theorem
from evoproof.numeric.check import Options, check_step
from evoproof.numeric.errors import NumericError
from evoproof.record.steps import linearise
from evoproof.teach.walk import COMMANDS, Asked, Walk, asked, changed
from evoproof.teach.words import in_words

INDENT = "    "
FIRST = "This is the first line: no step leads here. n goes on."


class Player:
    """Reads commands until the end of the input, or quit."""

    def __init__(self, derivation: Derivation, terminal: Terminal) -> None:
        self._walk = Walk(derivation)
        self._to = terminal
        self._results: dict[int, StepResult] = {}

    def play(self) -> None:
        """The first line is shown before anything is asked for."""
        derivation = self._walk.derivation
        self._say(f"{derivation.name}: {derivation.title}")
        for one in quantifiers(derivation, self._to.glyphs):
            self._to.line(one)
        self._say("Enter or n: next line; ? for all commands")
        self._show()
        while (said := line(self._to)) is not None:
            found = asked(said)
            if isinstance(found, str):
                self._say(found)
            elif found.command == "quit":
                return
            else:
                self._do(found)

    def _do(self, found: Asked) -> None:
        match found.command:
            case "next":
                self._move(self._walk.at + 1, "This is the last line.")
            case "back":
                self._move(self._walk.at - 1, "This is the first line.")
            case "go":
                self._move(found.number, f"The lines are 1 to {self._walk.last}.")
            case "help":
                width = max(map(len, COMMANDS))
                for name, does in COMMANDS.items():
                    self._say(f"{INDENT}{name:<{width}}  {does}")
            case command:
                self._about(command)

    def _about(self, command: str) -> None:
        step = self._walk.step
        if step is None:
            self._say(FIRST)
            return
        said = {
            "why": self._why, "rules": self._rules, "kernel": self._kernel,
            "numbers": self._numbers,
        }  # fmt: skip
        for one in said[command](step):
            self._to.line(one)

    def _move(self, to: int, otherwise: str) -> None:
        if self._walk.moved(to):
            self._show()
        else:
            self._say(otherwise)

    def _say(self, said: str) -> None:
        self._to.line(said)

    def _show(self) -> None:
        at, step = self._walk.at, self._walk.step
        here = self._walk.derivation.lines[at - 1]
        glyphs, width = self._to.glyphs, self._to.width
        self._say(f"line {at} of {self._walk.last}")
        if step is None:
            shown: Iterator[Text] = iter(
                formula(here.term, glyphs, width, lead=INDENT, tag=here.place.tag)
            )
        else:
            shown = self._step(step)
        for one in shown:
            self._to.line(one)

    def _step(self, step: Step) -> Iterator[Text]:
        """The line above, the reason, the line below, and what changed."""
        glyphs, width = self._to.glyphs, self._to.width
        yield from formula(step.above.term, glyphs, width, lead=INDENT, tag=step.above.place.tag)
        result = self._result(step)
        reason = result.failure.reason if result.failure is not None else None
        report = StepReport(result, result.verdict, reason=reason)
        yield from step_lines(report, glyphs, width, kernel=False)
        parts = changed(step)
        if parts is None:
            yield Text("changed: the whole line", style="dim")
            return
        yield from formula(parts[0], glyphs, width, lead="changed: ")
        yield from formula(parts[1], glyphs, width, lead="     to: ")

    def _result(self, step: Step) -> StepResult:
        if step.index not in self._results:
            with self._to.working(f"step {step.index} ..."):
                self._results[step.index] = judge(self._walk.derivation.claim, step)
        return self._results[step.index]

    def _why(self, step: Step) -> Iterator[Text]:
        for reason in step.by.reasons:
            yield Text(f"{INDENT}{reason.text}: {in_words(reason)}")
        yield Text(f"{INDENT}r: the rules of the kernel behind it", style="dim")

    def _rules(self, step: Step) -> Iterator[Text]:
        theorem = self._result(step).theorem
        if theorem is None:
            yield Text(f"{INDENT}The step is not proved: no rule has made it.")
            return
        for name in _used(theorem):
            yield Text(f"{INDENT}{name}", style="cyan")
            figure = (RULES[name].__doc__ or "").strip("\n").rstrip()
            yield from (Text(f"{INDENT}{row}".rstrip()) for row in figure.splitlines())

    def _kernel(self, step: Step) -> Iterator[Text]:
        theorem = self._result(step).theorem
        if theorem is None:
            yield Text(f"{INDENT}The step is not proved: no rule has made it.")
            return
        yield from unrolled(theorem, self._to.glyphs, self._to.width)

    def _numbers(self, step: Step) -> Iterator[Text]:
        claim = self._walk.derivation.claim
        try:
            with self._to.working("numbers ..."):
                found = check_step(
                    step.above.term, step.below.term, claim.free, claim.hypotheses,
                    Options(scale="small"),
                )  # fmt: skip
        except NumericError as error:
            yield Text(f"{INDENT}{str(error).partition(', or use')[0]}")
            return
        for sizes in found.instances:
            yield Text(f"{INDENT}at " + ", ".join(f"{name} = {n}" for name, n in sizes.items()))
        lanes = " and ".join(found.lanes)
        relation = "within" if found.agree else "beyond"
        amount = f"they differ by {found.difference:.0e}, {relation} {found.tolerance:.0e}"
        verdict = "agree" if found.agree else "do not agree"
        yield Text(f"{INDENT}both lines {verdict} ({lanes}, seed {found.seed}): {amount}")


def _used(theorem: Theorem) -> list[str]:
    """The rules of the theorem's local steps, in the order of their first use."""
    return list(dict.fromkeys(one.rule for one in linearise(theorem).steps if one.rule in RULES))
