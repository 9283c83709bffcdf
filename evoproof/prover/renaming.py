"""When two sides say the same: equal but for bound names and the order of terms and factors."""

from __future__ import annotations

from evoproof.kernel.substitution import rebuild, rename
from evoproof.kernel.terms import Add, Binder, Mul, Term


def up_to_renaming(term: Term, depth: int = 0) -> Term:
    """The term with bound names numbered from the outside: the same for all that differ in them."""
    if isinstance(term, Binder):
        new = {name: f"#0.{depth + k}" for k, name in enumerate(term.names)}
        depth += len(new)
        term = rename(term, new)
    made = rebuild(term, lambda e: e, lambda t: t, lambda child: up_to_renaming(child, depth))
    # equal parts are one object: any order will do, if it does not come from the names
    return type(made)(tuple(sorted(made.args, key=id))) if isinstance(made, Add | Mul) else made
