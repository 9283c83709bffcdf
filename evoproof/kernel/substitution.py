"""Putting values for free names, tensors and floors. A binder in the way is renamed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from evoproof.errors import MalformedTerm
from evoproof.kernel.build import access, bracket, conditions, in_shape, integer
from evoproof.kernel.interned import need
from evoproof.kernel.poly import Atom, Floor, Poly, poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Binder,
    Cond,
    Divides,
    Eq,
    Ge,
    Int,
    Mul,
    Num,
    Pow,
    Tensor,
    Term,
)

Bound = TypeVar("Bound", bound=Binder)


def fresh(name: str, taken: frozenset[str]) -> str:
    """`name`, or `name` with as many primes as it takes not to be `taken`."""
    while name in taken:
        name += "'"
    return name


def map_cond(cond: Cond, change: Callable[[Poly], Poly]) -> Cond:
    match cond:
        case Ge(expr=expr):
            return Ge(change(expr))
        case Eq(expr=expr):
            return Eq(change(expr))
        case Divides(modulus=modulus, expr=expr):
            return Divides(modulus, change(expr))
    raise MalformedTerm(f"unknown condition {cond!r}")


def rebuild(
    term: Term, index: Callable[[Poly], Poly], tensor: Callable[[Tensor], Tensor],
    child: Callable[[Term], Term],
) -> Term:  # fmt: skip
    """The term with its parts changed; the names that a sum binds are the caller's to mind."""
    match term:
        case Num():
            return term
        case Int(expr=expr):
            return integer(index(expr))
        case Access(tensor=read, indices=indices):
            return access(tensor(read), *(index(one) for one in indices))
        case Apply(function=function, args=args):
            return Apply(function, tuple(child(arg) for arg in args))
        case Add(args=args):
            return Add(tuple(child(arg) for arg in args))
        case Mul(args=args):
            return Mul(tuple(child(arg) for arg in args))
        case Pow(base=base, exponent=exponent):
            return Pow(child(base), exponent)
        case Binder(names=names, conds=conds, body=body):
            kept = conditions(map_cond(cond, index) for cond in conds)
            return type(term)(names, kept, child(body))
    raise MalformedTerm(f"unknown term {term!r}")


def substitute(term: Term, values: Mapping[str, Poly]) -> Term:
    """The term with `values` for its free names; bound names that would capture are renamed."""
    values = {name: value for name, value in values.items() if name in term.free}
    if not values:
        return term
    if isinstance(term, Binder):
        term = _rename_apart(term, values)
    return rebuild(
        term,
        lambda expr: expr.replace(values),
        lambda read: substitute_tensor(read, values),
        lambda part: substitute(part, values),
    )


def _rename_apart(term: Bound, values: Mapping[str, Poly]) -> Bound:
    arriving = frozenset[str]().union(*(value.free for value in values.values()))
    clashing = [name for name in term.names if name in arriving]
    if not clashing:
        return term
    taken = arriving | term.free | frozenset(term.names) | frozenset(values)
    return rename(term, dict(zip(clashing, fresh_names(clashing, taken), strict=True)))


def fresh_names(names: list[str], taken: frozenset[str]) -> list[str]:
    """One fresh name for each of `names`, all different."""
    found: list[str] = []
    for name in names:
        found.append(fresh(name, taken.union(found)))
    return found


def rename(term: Bound, names: Mapping[str, str]) -> Bound:
    """The same term with other bound names; the new ones occur nowhere in it."""
    values = {old: poly(new) for old, new in names.items()}
    return type(term)(
        tuple(names.get(name, name) for name in term.names),
        conditions(map_cond(cond, lambda expr: expr.replace(values)) for cond in term.conds),
        substitute(term.body, values),
    )


def substitute_tensor(tensor: Tensor, values: Mapping[str, Poly]) -> Tensor:
    """The tensor with `values` for the free names of its shape and of its definition."""
    values = {name: value for name, value in values.items() if name in tensor.free}
    if not values:
        return tensor
    parameters, body = open_definition(tensor, values)
    return Tensor(
        tensor.name,
        tuple(size.replace(values) for size in tensor.shape),
        tensor.padded,
        tuple(_argument(one, values) for one in tensor.arguments),
        parameters,
        None if body is None else substitute(body, values),
    )


def _argument(one: Tensor | Poly | str, values: Mapping[str, Poly]) -> Tensor | Poly | str:
    if isinstance(one, str):
        return one
    return one.replace(values) if isinstance(one, Poly) else substitute_tensor(one, values)


def open_definition(
    tensor: Tensor, values: Mapping[str, Poly]
) -> tuple[tuple[str, ...] | None, Term | None]:
    """Parameters and body, the parameters renamed so that `values` can be put into the body."""
    if tensor.parameters is None or tensor.body is None:
        return None, None
    arriving = frozenset(values).union(*(value.free for value in values.values()))
    taken = arriving | tensor.body.free | frozenset(tensor.parameters)
    names = [name if name not in arriving else "" for name in tensor.parameters]
    clashing = [old for old, new in zip(tensor.parameters, names, strict=True) if not new]
    new = dict(zip(clashing, fresh_names(clashing, taken), strict=True))
    body = substitute(tensor.body, {old: poly(name) for old, name in new.items()})
    return tuple(new.get(name, name) for name in tensor.parameters), body


def unfolded(term: Access) -> Term | None:
    """What the access stands for: the body of the definition, cropped where it is padded."""
    tensor = term.tensor
    if tensor.parameters is None or tensor.body is None:
        return None
    body = substitute(tensor.body, dict(zip(tensor.parameters, term.indices, strict=True)))
    return bracket(in_shape(tensor, term.indices), body) if tensor.padded else body


def replace_floor(term: Term, old: Floor, new: Poly) -> Term:
    """The term with `new` for the floor `old`, also under binders, which may catch neither.

    Definitions stay closed. Raises MalformedTerm where a binder catches a name of `old` or `new`.
    """
    caught = old.free | new.free
    if isinstance(term, Binder) and not caught.isdisjoint(term.names):
        raise MalformedTerm(f"a sum over {term.names} stands over {old.key} or {new.key}")
    values: Mapping[Atom, Poly] = {old: new}
    return rebuild(
        term,
        lambda expr: expr.replace(values),
        lambda read: read,
        lambda part: replace_floor(part, old, new),
    )


def replace_tensor(term: Term, old: Tensor, new: Tensor) -> Term:
    """The term with `new` read in place of `old`, in definitions too.

    Raises MalformedTerm where a binder would catch a free name of either.
    """
    caught = old.free | new.free
    if isinstance(term, Binder) and not caught.isdisjoint(term.names):
        raise MalformedTerm(f"a sum over {term.names} would catch a name of {new.name}")
    return rebuild(
        term,
        lambda expr: expr,
        lambda read: new if read is old else _replace_in_definition(read, old, new),
        lambda part: replace_tensor(part, old, new),
    )


def _replace_in_definition(tensor: Tensor, old: Tensor, new: Tensor) -> Tensor:
    hidden = old.free.intersection(tensor.parameters or ())
    need(not hidden, f"{tensor.name} has a parameter that {old.name} speaks of")
    parameters, body = open_definition(tensor, {name: poly(name) for name in new.free})
    return Tensor(
        tensor.name,
        tensor.shape,
        tensor.padded,
        tuple(_replace_argument(one, old, new) for one in tensor.arguments),
        parameters,
        None if body is None else replace_tensor(body, old, new),
    )


def _replace_argument(one: Tensor | Poly | str, old: Tensor, new: Tensor) -> Tensor | Poly | str:
    if not isinstance(one, Tensor):
        return one
    return new if one is old else _replace_in_definition(one, old, new)
