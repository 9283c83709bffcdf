"""The tree of rules that made a theorem, as local steps from its left side to its right side.

Transitivity becomes a sequence, symmetry the reversed sequence with every step marked `backward`,
congruence a longer path. A weakening is left out where it only adds hypotheses. Otherwise, and
where a theorem was instantiated, the step is `cite`: that theorem is written down on its own, and
so are the theorems that a rule such as `cases` stands on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from evoproof.errors import EvoproofError
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Tensor, Term
from evoproof.kernel.theorem import Side, Theorem

BUDGET = 100_000
"""How many rules of one theorem may be gone through; a shared part counts at every use."""

Substitution: TypeAlias = "tuple[tuple[str, Poly], ...] | tuple[Tensor, Tensor]"


class RecordError(EvoproofError):
    """A theorem that cannot be written as a record."""


@dataclass(frozen=True)
class Citation:
    """A theorem and what is put into it: names with their values, or a tensor for a tensor."""

    theorem: Theorem
    substitutions: tuple[Substitution, ...] = ()


@dataclass(frozen=True)
class Step:
    """At `path`, `rule` takes `before` to `after`; a backward step takes `after` to `before`.

    `arguments` are all those of the rule; `cited` is the theorem of a `cite`, which has none.
    """

    rule: str
    path: tuple[int, ...]
    backward: bool
    arguments: tuple[Any, ...]
    before: Term
    after: Term
    sides: tuple[Side, ...]
    cited: Citation | None = None

    @property
    def premises(self) -> tuple[Theorem, ...]:
        """The theorems that the step needs on their own."""
        if self.cited is not None:
            return (self.cited.theorem,)
        return tuple(one for one in self.arguments if isinstance(one, Theorem))


@dataclass(frozen=True)
class Linear:
    """A theorem as steps, and the theorems that they need, in the order of their first use."""

    theorem: Theorem
    steps: tuple[Step, ...]

    @property
    def cited(self) -> tuple[Theorem, ...]:
        return tuple(dict.fromkeys(one for step in self.steps for one in step.premises))


Place: TypeAlias = "tuple[Theorem, tuple[int, ...], bool]"


def linearise(theorem: Theorem, budget: int = BUDGET) -> Linear:
    """The local steps of a theorem. Raises RecordError where there are more rules than `budget`."""
    steps: list[Step] = []
    waiting: list[Place] = [(theorem, (), False)]
    while waiting:
        budget -= 1
        if budget < 0:
            raise RecordError("the proof is too long to be written out step by step")
        place = waiting.pop()
        inner = _inner(place)
        if inner is None:
            steps.append(_step(*place))
        else:
            waiting += reversed(inner)
    return Linear(theorem, tuple(step for step in steps if step.before is not step.after))


def _inner(place: Place) -> list[Place] | None:
    """What a rule that is no step of its own consists of, in the order of the steps."""
    theorem, path, backward = place
    match theorem.rule, theorem.premises:
        case "reflexivity", ():
            return []
        case "transitivity", (first, second):
            ordered = (second, first) if backward else (first, second)
            return [(part, path, backward) for part in ordered]
        case "symmetry", (premise,):
            return [(premise, path, not backward)]
        case "congruence", (premise,):
            return [(premise, (*path, theorem.arguments[2]), backward)]
        case "weaken", (premise,) if set(premise.hypotheses) <= set(theorem.hypotheses):
            return [(premise, path, backward)]
    return None


def _step(theorem: Theorem, path: tuple[int, ...], backward: bool) -> Step:
    before, after = theorem.left, theorem.right
    if backward:
        before, after = after, before
    cited = _citation(theorem)
    rule = "cite" if cited else theorem.rule
    arguments = () if cited else theorem.arguments
    return Step(rule, path, backward, arguments, before, after, theorem.sides, cited)


def _citation(theorem: Theorem) -> Citation | None:
    if theorem.rule not in ("weaken", "instantiate", "instantiate_tensor"):
        return None
    base = theorem.premises[0] if theorem.rule == "weaken" else theorem
    found: list[Substitution] = []
    while base.rule in ("instantiate", "instantiate_tensor"):
        found.append(_substitution(base))
        base = base.premises[0]
    return Citation(base, tuple(reversed(found)))


def _substitution(theorem: Theorem) -> Substitution:
    if theorem.rule == "instantiate":
        values: tuple[tuple[str, Poly], ...] = theorem.arguments[1]
        return values
    old, new = theorem.arguments[1:]
    return old, new


def in_order(theorems: tuple[Theorem, ...]) -> Iterator[Linear]:
    """The theorems and all that they cite, each once, the cited ones first."""
    done: set[Theorem] = set()
    opened: dict[Theorem, Linear] = {}
    waiting = list(reversed(theorems))
    while waiting:
        theorem = waiting[-1]
        if theorem not in opened:
            opened[theorem] = linearise(theorem)
            waiting += reversed(opened[theorem].cited)
            continue
        waiting.pop()
        if theorem not in done:
            done.add(theorem)
            yield opened[theorem]
