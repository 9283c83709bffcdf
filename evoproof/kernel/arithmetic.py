"""Integer side conditions, decided by z3 behind `implies`. Only `linear` asks z3 too, of reals.

The budget is z3's resource count, not the clock, and every query starts from an empty solver: an
answer depends on the question, and near the budget on what was asked since `begin`. "Unknown" is
"not shown".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeAlias

import z3

from evoproof.kernel.poly import Atom, Floor, Monomial, Poly
from evoproof.kernel.terms import Cond, Divides, Eq, Ge

BUDGET = 2_000_000
"""z3 resource units for one query: some tenths of a second, on any machine the same verdict."""

Model: TypeAlias = Mapping[str, int]
_models: deque[Model] = deque(maxlen=40)
_answers: dict[tuple[frozenset[Cond], Cond], bool] = {}


class _Session:
    """z3's memory, its resource units used so far, and how many may be used."""

    context: z3.Context | None = None
    used = 0
    limit: int | None = None


def begin(limit: int | None = None) -> None:
    """Forget all answers, and give z3 a memory of its own: no answer depends on earlier questions.

    From here on z3 may use `limit` resource units in all; after that nothing more is shown.
    """
    for known in (_models, _answers):
        known.clear()
    for formulas in (_formula, _integer, _floor_axiom):
        formulas.cache_clear()
    _Session.context, _Session.used, _Session.limit = None, 0, limit


def context() -> z3.Context:
    """Where z3's terms live; the order in which they were made may change how it searches."""
    if _Session.context is None:
        _Session.context = z3.Context()
    return _Session.context


def spent() -> int:
    """The resource units that z3 has used since `begin`."""
    return _Session.used


def exhausted() -> bool:
    return _Session.limit is not None and spent() >= _Session.limit


def checked(solver: z3.Solver) -> Any:
    """z3's answer; what it used is counted."""
    answer = solver.check()
    statistics = solver.statistics()
    known = statistics.keys()
    if "rlimit count" in known:
        _Session.used = statistics.get_key_value("rlimit count")
    return answer


def implies(hypotheses: Iterable[Cond], goal: Cond) -> bool:
    """Whether z3 shows `goal` from `hypotheses` for all integers; False where it does not."""
    given = frozenset(hypotheses)
    if evident(given, goal):
        return True
    if (given, goal) not in _answers:
        if exhausted():
            return False
        _answers[given, goal] = _decide(given, goal)
    return _answers[given, goal]


def counterexample(hypotheses: Iterable[Cond], goal: Cond) -> Model | None:
    """Integers for the names that satisfy the hypotheses and not the goal, where z3 finds some."""
    given = frozenset(hypotheses)
    if exhausted():
        return None
    solver = _solver(given, goal)
    if checked(solver) != z3.sat:
        return None
    model = _read(solver.model(), given | {goal})
    return model if _refutes(model, given, goal) else None


def satisfiable(hypotheses: Iterable[Cond]) -> bool:
    """False only where z3 shows that no integers satisfy the hypotheses."""
    return not implies(hypotheses, Ge(Poly((((), -1),))))


def evident(given: frozenset[Cond], goal: Cond) -> bool:
    """A goal that is a constant, or a hypothesis (or the sum of two) plus something >= 0."""
    if not all(issubclass(type(cond), Cond) for cond in (*given, goal)):
        raise TypeError("not conditions: what only looks equal to one would answer for it")
    if goal in given or isinstance(goal, Eq):
        return goal in given or not goal.expr.terms
    if not isinstance(goal, Ge) or not goal.expr.terms:
        return isinstance(goal, Ge)
    bounds, having = _bounds(given)
    if _follows(goal.expr, bounds):
        return True
    # If the goal is a sum of two hypotheses, one of them has its leading monomial.
    first = having.get(goal.expr.terms[-1][0], ())
    return any(_follows(goal.expr - bound, bounds) for bound in first)


def _follows(expr: Poly, bounds: Mapping[Poly, tuple[int, Poly]]) -> bool:
    slope, constant = _apart(expr)
    known = bounds.get(slope)
    return constant >= (0 if not slope.terms else known[0] if known else constant + 1)


@cache
def _bounds(
    given: frozenset[Cond],
) -> tuple[dict[Poly, tuple[int, Poly]], dict[Monomial, list[Poly]]]:
    """The least constant with e + constant >= 0 for every e, and the bounds by their monomials."""
    least: dict[Poly, tuple[int, Poly]] = {}
    for cond in given:
        if isinstance(cond, Ge):
            slope, constant = _apart(cond.expr)
            if slope not in least or constant < least[slope][0]:
                least[slope] = constant, cond.expr
    having: dict[Monomial, list[Poly]] = {}
    for slope, (_, bound) in least.items():
        for monomial, _ in slope.terms:
            having.setdefault(monomial, []).append(bound)
    return least, having


@cache
def _apart(expr: Poly) -> tuple[Poly, int]:
    constant = expr.terms[0][1] if expr.terms and not expr.terms[0][0] else 0
    return expr - constant, constant


def _decide(given: frozenset[Cond], goal: Cond) -> bool:
    if any(_refutes(model, given, goal) for model in _models):
        return False
    solver = _solver(given, goal)
    answer = checked(solver)
    if answer == z3.sat:
        _models.append(_read(solver.model(), given | {goal}))
    return bool(answer == z3.unsat)


def _solver(given: frozenset[Cond], goal: Cond) -> z3.Solver:
    solver = z3.SimpleSolver(ctx=context())
    solver.set("rlimit", BUDGET)
    for cond in sorted(given, key=lambda cond: cond.key):
        solver.add(_formula(cond))
    solver.add(z3.Not(_formula(goal)))
    for floor in _floors(given | {goal}):
        solver.add(_floor_axiom(floor))
    return solver


@cache
def _formula(cond: Cond) -> Any:
    match cond:
        case Ge(expr=expr):
            return _integer(expr) >= 0
        case Eq(expr=expr):
            return _integer(expr) == 0
        case Divides(modulus=modulus, expr=expr):
            return _integer(expr) % modulus == 0
    raise TypeError(f"unknown condition {cond!r}")


@cache
def _integer(expr: Poly) -> Any:
    parts = [z3.Product(z3.IntVal(c, context()), *(_atom(a) for a in m)) for m, c in expr.terms]
    return z3.Sum(*parts) if parts else z3.IntVal(0, context())


def _atom(atom: Atom) -> Any:
    return z3.Int(atom if isinstance(atom, str) else f"floor {atom.key}", context())


@cache
def _floor_axiom(floor: Floor) -> Any:
    """Says something only where the divisor is >= 1: it must not give n >= 1 for free."""
    value, top, bottom = _atom(floor), _integer(floor.numerator), _integer(floor.denominator)
    return z3.Implies(bottom >= 1, z3.And(bottom * value <= top, top < bottom * value + bottom))


def _floors(conds: Iterable[Cond]) -> list[Floor]:
    found: dict[Floor, None] = {}
    todo = [cond.expr for cond in conds if isinstance(cond, Ge | Eq | Divides)]
    while todo:
        for floor in todo.pop().floors:
            if floor not in found:
                found[floor] = None
                todo += [floor.numerator, floor.denominator]
    return sorted(found, key=lambda floor: floor.key)


def _read(model: Any, conds: Iterable[Cond]) -> Model:
    names = sorted(frozenset[str]().union(*(cond.free for cond in conds)))
    return {n: model.eval(z3.Int(n, context()), model_completion=True).as_long() for n in names}


def _refutes(model: Model, given: frozenset[Cond], goal: Cond) -> bool:
    """Whether the model satisfies `given` and not `goal`, evaluated exactly with true floors."""
    return holds(goal, model) is False and all(holds(cond, model) for cond in given)


def holds(cond: Cond, values: Model) -> bool | None:
    """The condition at integers (0 for other names); None where a divisor is 0."""
    match cond:
        case Ge(expr=expr):
            number = evaluate(expr, values)
            return None if number is None else number >= 0
        case Eq(expr=expr):
            number = evaluate(expr, values)
            return None if number is None else number == 0
        case Divides(modulus=modulus, expr=expr):
            number = evaluate(expr, values)
            return None if number is None else number % modulus == 0
    raise TypeError(f"unknown condition {cond!r}")


def evaluate(expr: Poly, values: Model) -> int | None:
    """The integer expression at integers (0 for other names); None where a divisor is 0."""
    total = 0
    for monomial, product in expr.terms:
        for atom in monomial:
            factor = values.get(atom, 0) if isinstance(atom, str) else _evaluate_floor(atom, values)
            if factor is None:
                return None
            product *= factor
        total += product
    return total


def _evaluate_floor(floor: Floor, values: Model) -> int | None:
    top, bottom = evaluate(floor.numerator, values), evaluate(floor.denominator, values)
    return top // bottom if top is not None and bottom else None
