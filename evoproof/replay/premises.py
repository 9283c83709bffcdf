"""The rules that stand on earlier theorems of the record.

Each gets the side of the step that it rewrites, the facts that hold there, the theorems before,
and its arguments. It gives the other side, or raises Refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evoproof.replay.alpha import same
from evoproof.replay.cite import Statement, Substitution, instance
from evoproof.replay.facts import Facts
from evoproof.replay.failure import Refusal, refuse_unless
from evoproof.replay.integers import Poly, integer, variable
from evoproof.replay.substitution import substitute
from evoproof.replay.terms import Cond, Term


def cite(
    term: Term, claimed: Term, facts: Facts, proved: Sequence[Statement],
    theorem: int, substitutions: Iterable[Substitution],
) -> Term:  # fmt: skip
    """s = t of an earlier theorem, for other integers and other tensors."""
    cited = instance(proved[theorem], substitutions)
    refuse_unless(same(term, cited.left), "the cited theorem has another left side")
    facts.need(*sorted(cited.hypotheses, key=repr))
    return cited.right


def cases(
    term: Term, claimed: Term, facts: Facts, proved: Sequence[Statement],
    condition: Cond, first: int, second: int,
) -> Term:  # fmt: skip
    """s = t where it is so if e >= 0, and if -e - 1 >= 0."""
    refuse_unless(condition.kind == ">=", "only an inequality is decided by cases")
    opposite = condition.of(-condition.expr - integer(1))
    for number, case in ((first, condition), (second, opposite)):
        one = proved[number]
        refuse_unless(same(term, one.left) and same(claimed, one.right), "a case is about others")
        for needed in sorted(one.hypotheses - {case} - facts.known, key=repr):
            raise Refusal(f"a case needs {needed}")
    return claimed


def replace_equal(
    term: Term, claimed: Term, facts: Facts, proved: Sequence[Statement],
    name: str, value: Poly, theorem: int,
) -> Term:  # fmt: skip
    """s = t where n = e and s[n := e] = t[n := e]."""
    one, values = proved[theorem], {name: value}
    there = [substitute(side, values) for side in (term, claimed)]
    about = same(there[0], one.left) and same(there[1], one.right)
    refuse_unless(about, f"the theorem is not this equation with {value} for {name}")
    facts.need(Cond("=", variable(name) - value), *sorted(one.hypotheses, key=repr))
    return claimed


PREMISED: dict[str, Callable[..., Term]] = {
    rule.__name__: rule for rule in (cite, cases, replace_equal)
}
