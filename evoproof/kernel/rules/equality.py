"""Equality: an equivalence and a congruence; theorems under other hypotheses, sizes and tensors."""

from __future__ import annotations

from evoproof.kernel.build import conditions, equal
from evoproof.kernel.judgements import apart, children, tensors, with_child
from evoproof.kernel.poly import ONE, Poly, is_name
from evoproof.kernel.substitution import map_cond, replace_tensor, substitute
from evoproof.kernel.terms import Binder, Cond, Ge, Tensor, Term
from evoproof.kernel.theorem import Conclusion, Theorem, refuse_unless, rule, sides


@rule
def reflexivity(given: tuple[Cond, ...], term: Term) -> Conclusion:
    """
    ----------------
    given |- t = t
    """
    return Conclusion(conditions(given), term, term)


@rule
def symmetry(theorem: Theorem) -> Conclusion:
    """
    given |- s = t
    ----------------
    given |- t = s
    """
    return Conclusion(theorem.hypotheses, theorem.right, theorem.left)


@rule
def transitivity(first: Theorem, second: Theorem) -> Conclusion:
    """
    G |- s = t     H |- t = u
    -------------------------
    G, H |- s = u

    Refused when the middle terms are not the same.
    """
    refuse_unless(first.right is second.left, "transitivity", "the middle terms differ")
    hypotheses = conditions([*first.hypotheses, *second.hypotheses])
    return Conclusion(hypotheses, first.left, second.right)


@rule
def weaken(theorem: Theorem, given: tuple[Cond, ...]) -> Conclusion:
    """
    H |- s = t     given => every condition of H
    --------------------------------------------
    given |- s = t

    Refused when a condition of H is not shown.
    """
    needed = sides(given, theorem.hypotheses)
    return Conclusion(conditions(given), theorem.left, theorem.right, needed)


@rule
def congruence(given: tuple[Cond, ...], term: Term, position: int, theorem: Theorem) -> Conclusion:
    """
    given, C |- s = t     s stands at `position` of u
    -------------------------------------------------       C: the conditions, if u is a sum or Max
    given |- u[s] = u[t]

    Refused when s does not stand there, when `theorem` needs more than `given` and C, or when
    `given` speaks of a name that u binds.
    """
    parts = children(term)
    refuse_unless(0 <= position < len(parts), "congruence", f"no subterm {position}")
    refuse_unless(parts[position] is theorem.left, "congruence", "another term stands there")
    known = list(given)
    if isinstance(term, Binder):
        apart(given, term.names, "congruence")
        known += term.conds
    foreign = [cond.key for cond in theorem.hypotheses if cond not in known]
    refuse_unless(not foreign, "congruence", f"not a hypothesis there: {', '.join(foreign)}")
    return Conclusion(conditions(given), term, with_child(term, position, theorem.right))


@rule
def instantiate(theorem: Theorem, values: tuple[tuple[str, Poly], ...]) -> Conclusion:
    """
    H |- s = t
    ------------------------------     for the free integer names n
    H[n := e] |- s[n := e] = t[n := e]

    Refused for a key that is no name.
    """
    refuse_unless(all(is_name(name) for name, _ in values), "instantiate", "a key is a name")
    new = dict(values)
    hypotheses = conditions(map_cond(c, lambda expr: expr.replace(new)) for c in theorem.hypotheses)
    return Conclusion(hypotheses, substitute(theorem.left, new), substitute(theorem.right, new))


@rule
def instantiate_tensor(theorem: Theorem, old: Tensor, new: Tensor) -> Conclusion:
    """
    H |- s = t
    --------------------------     T a tensor without definition
    H |- s[T := U] = t[T := U]

    Refused when T is defined, when U has another shape, when T is padded and U is not, when
    another tensor of the theorem has T's name, or when a binder would catch a name of U.
    """
    refuse_unless(old.body is None, "instantiate_tensor", f"{old.name} has a definition")
    refuse_unless(old.shape == new.shape, "instantiate_tensor", "the shapes differ")
    refuse_unless(new.padded or not old.padded, "instantiate_tensor", f"{new.name} is not padded")
    alike = [
        one for term in (theorem.left, theorem.right) for one in tensors(term)
        if one.name == old.name and one.body is None and one is not old
    ]  # fmt: skip
    refuse_unless(not alike, "instantiate_tensor", f"two tensors are called {old.name}")
    left, right = (replace_tensor(term, old, new) for term in (theorem.left, theorem.right))
    return Conclusion(theorem.hypotheses, left, right)


@rule
def cases(given: tuple[Cond, ...], cond: Ge, first: Theorem, second: Theorem) -> Conclusion:
    """
    given, e >= 0 |- s = t     given, -e - 1 >= 0 |- s = t
    ------------------------------------------------------
    given |- s = t

    Refused when the theorems are about different terms, or need more than `given` and the case.
    """
    same = first.left is second.left and first.right is second.right
    refuse_unless(same, "cases", "the cases are about different terms")
    for theorem, case in ((first, cond), (second, Ge(-cond.expr - ONE))):
        foreign = [one.key for one in theorem.hypotheses if one not in (*given, case)]
        refuse_unless(not foreign, "cases", f"not a hypothesis there: {', '.join(foreign)}")
    return Conclusion(conditions(given), first.left, first.right)


@rule
def replace_equal(
    given: tuple[Cond, ...], left: Term, right: Term, name: str, value: Poly, theorem: Theorem
) -> Conclusion:
    """
    H |- s[n := e] = t[n := e]     given => n = e     given => every condition of H
    -------------------------------------------------------------------------------
    given |- s = t

    Refused when the theorem is about other terms, or a condition is not shown.
    """
    values = {name: value}
    there = substitute(left, values) is theorem.left and substitute(right, values) is theorem.right
    refuse_unless(there, "replace_equal", "the theorem is about other terms")
    needed = sides(given, [equal(name, value), *theorem.hypotheses])
    return Conclusion(conditions(given), left, right, needed)
