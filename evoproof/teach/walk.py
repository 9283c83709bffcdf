"""Where a reader of a derivation stands, and what a line of input asks for."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.calc import Derivation, Step
from evoproof.calc.diagnosis import difference
from evoproof.kernel.terms import Term

COMMANDS = {
    "next": "the next line, and the reason that leads there (or only Enter)",
    "back": "the line before",
    "why": "the reason of this step in words",
    "rules": "the rules of the kernel that this step uses: what they allow",
    "kernel": "every step of the kernel",
    "numbers": "both lines on random numbers",
    "go": "go N: to line N",
    "help": "this text (or ?)",
    "quit": "the end",
}


@dataclass(frozen=True)
class Asked:
    """A command, with its number for `go`."""

    command: str
    number: int = 0


def asked(line: str) -> Asked | str:
    """What a line of input asks for, or in words why nothing.

    A command may be cut short: n, b, w, r, k, g 2, q; `number` and `numbers` are one.
    """
    word, _, rest = line.strip().partition(" ")
    known = [name for name in COMMANDS if name.startswith(word)] if word != "?" else ["help"]
    if not known:
        return f"no command {line.strip()[:60]!a}: one of {', '.join(COMMANDS)}"
    command, rest = ("next" if word == "" else known[0]), rest.strip()
    if command != "go":
        return f"{command} stands alone" if rest else Asked(command)
    number = int(rest) if rest.isascii() and rest.isdigit() and len(rest) < 5 else 0
    return Asked("go", number) if number else "go where? write g 2 for line 2"


class Walk:
    """A place in a derivation: line `at`, counted from 1, and the step that leads there."""

    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        self.at = 1

    @property
    def last(self) -> int:
        return len(self.derivation.lines)

    @property
    def step(self) -> Step | None:
        """The step that leads here."""
        return self.derivation.steps[self.at - 2] if self.at > 1 else None

    def moved(self, to: int) -> bool:
        """Go to a line; False where there is none, and nothing changes."""
        if not 1 <= to <= self.last:
            return False
        self.at = to
        return True


def changed(step: Step) -> tuple[Term, Term] | None:
    """The part of the line above that became another part of the line below; None: all of it."""
    found = difference(step.above.term, step.below.term)
    return None if found == (step.above.term, step.below.term) else found
