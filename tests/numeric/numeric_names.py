"""Whether two flat formulas are one up to the names of their loops."""

from __future__ import annotations

from itertools import chain, permutations, product

from evoproof.kernel.poly import Poly
from evoproof.numeric.flat.affine import as_poly
from evoproof.numeric.flat.formula import Affine, Applied, Entry, Mask, Nested, Power, Whole
from evoproof.numeric.flat.loops import loops


def same_but_for_names(left, right, extents, fixed=()):
    """Whether some renaming, which keeps extents and the fixed names, makes two formulas one."""
    mine, theirs = _names(left, fixed), _names(right, fixed)
    if sorted(extents[name] for name in mine) != sorted(extents[name] for name in theirs):
        return False
    wanted = _text(right, {})
    return any(_text(left, names) == wanted for names in _renamings(mine, theirs, extents))


def _renamings(mine, theirs, extents):
    """Bijections that keep the extents."""
    groups = [[n for n in mine if extents[n] == e] for e in sorted({extents[n] for n in mine})]
    images = [
        [list(p) for p in permutations([n for n in theirs if extents[n] == extents[group[0]]])]
        for group in groups
    ]
    for choice in product(*images):
        yield dict(zip(chain(*groups), chain(*choice), strict=True))


def _names(formula, fixed):
    return sorted(set(loops(formula)) - set(fixed))


def _text(formula, names):
    return sorted(
        (one.coefficient, sorted(names.get(name, name) for name in one.names),
         sorted(_factor_text(factor, names) for factor in one.factors))
        for one in formula.products
    )  # fmt: skip


def _factor_text(factor, names):
    match factor:
        case Entry(tensor=tensor, indices=indices):
            return f"{tensor.name}{[_index_text(one, names) for one in indices]}"
        case Mask(cond=cond):
            return f"{type(cond).__name__} {_index_text(cond.expr, names)}"
        case Whole(expr=expr):
            return _index_text(expr, names)
        case Applied(function=function, args=args):
            return f"{function}{[_text(arg, names) for arg in args]}"
        case Power(base=base, exponent=exponent):
            return f"{_text(base, names)}^{exponent}"
        case Nested(formula=formula):
            return f"{_text(formula, names)}"
    raise AssertionError(factor)


def _index_text(index, names):
    expr = index if isinstance(index, Poly) else as_poly(index)
    return expr.replace({old: as_poly(Affine(((new, 1),))) for old, new in names.items()}).key
