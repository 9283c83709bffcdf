"""Values for names, floors and tensors. A binder in the way is always renamed, never refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from evoproof.replay.alpha import same_tensor
from evoproof.replay.failure import Refusal
from evoproof.replay.integers import Atom, Floor, Poly, variable
from evoproof.replay.terms import (
    Binder,
    Cond,
    Conds,
    Int,
    Read,
    Sum,
    Tensor,
    Term,
    inside,
    value,
    with_kids,
)

Values = Mapping[str, Poly]


def substitute(term: Term, values: Values) -> Term:
    """The term with values for its free names, in definitions too."""
    values = {name: new for name, new in values.items() if name in term.free}
    if not values:
        return term
    if isinstance(term, Binder):
        term = rename_apart(term, names_of(values.values()))
    return _rebuilt(
        term,
        lambda expr: put(expr, values),
        lambda tensor: substitute_tensor(tensor, values),
        lambda kid: substitute(kid, values),
    )


def put(expr: Poly, values: Values) -> Poly:
    atoms: dict[Atom, Poly] = {name: new for name, new in values.items() if name in expr.free}
    return expr.replace(atoms) if atoms else expr


def put_conds(conds: Iterable[Cond], values: Values) -> Conds:
    return frozenset([cond.of(put(cond.expr, values)) for cond in conds])


def names_of(values: Iterable[Poly]) -> frozenset[str]:
    return frozenset[str]().union(*(one.free for one in values))


def _rebuilt(
    term: Term, index: Callable[[Poly], Poly], tensor: Callable[[Tensor], Tensor],
    kid: Callable[[Term], Term],
) -> Term:  # fmt: skip
    match term:
        case Int(expr=expr):
            return value(index(expr))
        case Read(tensor=read, indices=indices):
            return Read(tensor(read), tuple([index(one) for one in indices]))
        case Binder(names=names, conds=conds, body=body):
            where = frozenset([c.of(index(c.expr)) for c in conds])
            return type(term)(names, where, kid(body))
    return with_kids(term, tuple([kid(one) for one in term.kids]))


def rename_apart(term: Binder, taken: frozenset[str]) -> Binder:
    """The binder with other names for those that it binds and that are `taken`."""
    new = _fresh(term.names, taken, term.free)
    if not new:
        return term
    names = tuple([_renamed(name, new) for name in term.names])
    return type(term)(names, put_conds(term.conds, new), substitute(term.body, new))


def _opened(tensor: Tensor, taken: frozenset[str]) -> Tensor:
    """The tensor with other names for the parameters that are `taken`."""
    if tensor.body is None:
        return tensor
    new = _fresh(tensor.parameters, taken, tensor.body.free)
    names = tuple([_renamed(name, new) for name in tensor.parameters])
    return Tensor(tensor.name, tensor.shape, tensor.padded, names, substitute(tensor.body, new))


def _fresh(names: tuple[str, ...], taken: frozenset[str], free: frozenset[str]) -> dict[str, Poly]:
    used = {*names, *taken, *free}
    found: dict[str, Poly] = {}
    for name in names:
        if name in taken:
            new = next(one for k in range(len(used) + 1) if (one := f"{name}_{k}") not in used)
            used.add(new)
            found[name] = variable(new)
    return found


def _renamed(name: str, new: Mapping[str, Poly]) -> str:
    return next(iter(new[name].free)) if name in new else name


def substitute_tensor(tensor: Tensor, values: Values) -> Tensor:
    """The tensor with values for the free names of its shape and of its body."""
    values = {name: new for name, new in values.items() if name in tensor.free}
    if not values:
        return tensor
    shape = tuple([put(size, values) for size in tensor.shape])
    if tensor.body is None:
        return Tensor(tensor.name, shape, tensor.padded)
    free = {n: v for n, v in values.items() if n in tensor.body.free - {*tensor.parameters}}
    tensor = _opened(tensor, names_of(free.values()))
    body = None if tensor.body is None else substitute(tensor.body, free)
    return Tensor(tensor.name, shape, tensor.padded, tensor.parameters, body)


def unfolded(term: Read) -> Term:
    """The body at the indices, cropped to the shape where the tensor is padded."""
    tensor = term.tensor
    if tensor.body is None:
        raise Refusal(f"{tensor.name} has no definition")
    body = substitute(tensor.body, dict(zip(tensor.parameters, term.indices, strict=True)))
    return Sum((), inside(tensor, term.indices), body) if tensor.padded else body


def replace_floor(term: Term, old: Floor, new: Poly) -> Term:
    """The term with `new` for a floor. Definitions and shapes stay as they are."""
    values: dict[Atom, Poly] = {old: new}
    if isinstance(term, Binder):
        term = rename_apart(term, old.top.free | old.bottom.free | new.free)
    return _rebuilt(
        term,
        lambda expr: expr.replace(values),
        lambda tensor: tensor,
        lambda kid: replace_floor(kid, old, new),
    )


def replace_tensor(term: Term, old: Tensor, new: Tensor) -> Term:
    """The term with `new` for the tensor `old`, in definitions too.

    Raises Refusal where another tensor without definition has the name of `old`: binders are
    renamed apart first, so one that reads a bound size in its shape is such another.
    """
    if isinstance(term, Binder):
        term = rename_apart(term, old.free | new.free)
    return _rebuilt(
        term,
        lambda expr: expr,
        lambda tensor: _replaced(tensor, old, new),
        lambda kid: replace_tensor(kid, old, new),
    )


def _replaced(tensor: Tensor, old: Tensor, new: Tensor) -> Tensor:
    if tensor.body is None:
        if same_tensor(tensor, old):
            return new
        if tensor.name == old.name:
            raise Refusal(f"two tensors are called {old.name}")
        return tensor
    tensor = _opened(tensor, old.free | new.free)
    body = None if tensor.body is None else replace_tensor(tensor.body, old, new)
    return Tensor(tensor.name, tensor.shape, tensor.padded, tensor.parameters, body)
