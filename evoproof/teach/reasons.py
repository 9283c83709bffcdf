"""The reason of a step as a text, and whether it leads from one line to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evoproof.calc.diagnosis import difference
from evoproof.calc.lines import Step
from evoproof.calc.reasons import LAWS, By, Definition, Reason
from evoproof.claims.names import near
from evoproof.errors import EvoproofError
from evoproof.kernel.judgements import tensors
from evoproof.kernel.terms import Term
from evoproof.prover import Outcome, prove
from evoproof.prover.renaming import up_to_renaming
from evoproof.teach.declarations import Spoken
from evoproof.teach.setting import Line, Setting

BY_NAME = {law.written: law for law in LAWS}
_ONE = re.compile(r"\s*(\w+)\s*(?:\(([\w\s,]*)\))?\s*(,|$)")


class NoExercise(EvoproofError):
    """What is asked for cannot be made of this derivation, or is no exercise."""


@dataclass(frozen=True)
class Named:
    """One reason as it is written, with what it may use: unfold(Ev, Ev_2) opens two."""

    said: str
    reasons: tuple[Reason, ...]

    @property
    def text(self) -> str:
        """As a reader says it."""
        return self.reasons[0].text if len(self.reasons) == 1 else self.said


def written(spoken: Spoken, step: Step) -> str:
    """The reason of a derivation's step. Raises NoExercise for what is no data, or too much."""
    if step.by.automatic:
        raise NoExercise(f"step {step.index} is by auto, which names no reason")
    if step.by.citations:
        raise NoExercise(f"step {step.index} cites a theorem, which an exercise does not hold")
    return ", ".join(_written(spoken, step, reason) for reason in step.by.reasons)


def _written(spoken: Spoken, step: Step, reason: Reason) -> str:
    if not isinstance(reason, Definition):
        return reason.written
    line = step.below if reason.below else step.above
    met = dict.fromkeys(one for one in tensors(line.term) if one.body and reason.opens(one))
    names = ", ".join(sorted(spoken.tensors[one].name for one in met))
    return f"{'fold' if reason.below else 'unfold'}({names})"


def read(said: str, setting: Setting) -> tuple[Named, ...]:
    """The reasons of 'exchange, fold(F)'. Raises NoExercise."""
    found, at = list[Named](), 0
    while at < len(said) or not found:
        one = _ONE.match(said, at)
        if one is None:
            raise NoExercise(f"{said[:200]!a} is no reason: write exchange, unfold(F), fold(F)")
        found.append(Named(one[0].strip(" ,"), tuple(_reasons(one[1], one[2], setting))))
        at = one.end()
    return tuple(found)


def _reasons(verb: str, inside: str | None, setting: Setting) -> Iterator[Reason]:
    if inside is None:
        if verb not in BY_NAME:
            hint = near(verb, BY_NAME) or f"the laws are {', '.join(BY_NAME)}"
            raise NoExercise(f"unknown reason {verb[:100]}: {hint}")
        yield BY_NAME[verb]
        return
    if verb not in ("unfold", "fold"):
        raise NoExercise(f"unknown reason {verb[:100]}(...): write unfold(F) or fold(F)")
    for name in (one.strip() for one in inside.split(",")):
        if name not in setting.definitions:
            hint = near(name, setting.definitions) or "a definition stands under let"
            raise NoExercise(f"{verb}({name[:100]}): no definition has this name: {hint}")
        yield Definition(f"{verb} {name}", f"{verb}({name})", name, verb == "fold")


def shown(named: Sequence[Named]) -> str:
    """The reasons of a step as a chain shows them."""
    return f"{{ {', '.join(one.text for one in named)} }}"


def reach(
    setting: Setting, above: Line, below: Line, named: Sequence[Named], *, quick: bool = False
) -> Outcome:
    """Whether these reasons lead from one line to the other: a theorem about these two, or none."""
    by = By(tuple(reason for one in named for reason in one.reasons))
    outcome = prove(
        above.term, below.term, setting.hypotheses, by.abilities,
        by.opened(below=False), by.opened(below=True), quick,
    )  # fmt: skip
    theorem = outcome.theorem
    if theorem is None or _about(setting, above.term, below.term, outcome):
        return outcome
    return Outcome(None, "the search came back with a theorem about something else")


def _about(setting: Setting, left: Term, right: Term, outcome: Outcome) -> bool:
    theorem = outcome.theorem
    if theorem is None or theorem.left is not left or theorem.right is not right:
        return False
    return set(theorem.hypotheses) <= set(setting.hypotheses)


def unneeded(
    setting: Setting, above: Line, below: Line, named: Sequence[Named]
) -> tuple[Named, ...]:
    """The reasons without which the step holds as well."""
    return tuple(
        one for one in named
        if reach(setting, above, below, [x for x in named if x is not one], quick=True).theorem
    )  # fmt: skip


def same(setting: Setting, above: Line, below: Line) -> bool:
    """Whether two lines differ in bound names and ring arithmetic only, if in anything."""
    if up_to_renaming(above.term) is up_to_renaming(below.term):
        return True
    return reach(setting, above, below, (), quick=True).theorem is not None


def holds(spoken: Spoken, step: Step) -> str:
    """The reason of a step that leads from line to line as data too. Raises NoExercise."""
    setting, reason = Setting(spoken.declarations), written(spoken, step)
    above, below = (setting.line(spoken.lines[k]) for k in (step.index - 1, step.index))
    if reach(setting, above, below, read(reason, setting)).theorem is None:
        raise NoExercise(f"step {step.index} does not hold as it is written out")
    return reason


def stops(outcome: Outcome) -> Iterator[tuple[str, Term]]:
    """Where the forms that a reason leads to part."""
    if outcome.left is None or outcome.right is None:
        return
    yield "it leads to", outcome.left
    yield "and has to meet", outcome.right
    parted = difference(outcome.left, outcome.right)
    if parted != (outcome.left, outcome.right):
        yield "they differ in", parted[0]
        yield "against", parted[1]
