"""What a formula reads, definitions looked through: tensors, functions; is it polynomial?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from evoproof.kernel.substitution import unfolded
from evoproof.kernel.terms import Access, Add, Apply, Binder, Max, Mul, Num, Pow, Sum, Tensor, Term


def subterms(*terms: Term) -> tuple[Term, ...]:
    """Every subterm, each once, in the order met; the bodies of definitions among them."""
    found: dict[Term, None] = {}
    waiting = list(reversed(terms))
    while waiting:
        term = waiting.pop()
        if term not in found:
            found[term] = None
            waiting.extend(reversed(_parts(term)))
    return tuple(found)


@lru_cache(maxsize=2**14)
def meaning(term: Access) -> Term | None:
    """What an access to a defined tensor stands for (see `unfolded`), remembered."""
    return unfolded(term)


def _parts(term: Term) -> tuple[Term, ...]:
    match term:
        case Access(tensor=tensor):
            return () if tensor.body is None else (tensor.body,)
        case Apply(args=args) | Add(args=args) | Mul(args=args):
            return args
        case Pow(base=base):
            return (base,)
        case Binder(body=body):
            return (body,)
    return ()


def window_sizes(*terms: Term) -> frozenset[str]:
    """The sizes that bound how far a padded tensor is read beside another name, as in X[i - a]."""
    met = subterms(*terms)
    beside = {
        name
        for term in met
        if isinstance(term, Access) and term.tensor.padded
        for index in term.indices
        if len(index.free) > 1
        for name in index.free
    }
    bounds = (
        cond.free - frozenset(term.names)
        for term in met
        if isinstance(term, Sum)
        for cond in term.conds
        if not cond.free.isdisjoint(beside & frozenset(term.names))
    )
    return frozenset[str]().union(*bounds)


def base_tensors(*terms: Term) -> tuple[Tensor, ...]:
    """The tensors without a definition, by name and shape."""
    found = {
        term.tensor
        for term in subterms(*terms)
        if isinstance(term, Access) and term.tensor.body is None
    }
    return tuple(sorted(found, key=tensor_key))


def tensor_key(tensor: Tensor) -> tuple[str, str, bool]:
    """What tells tensors without a definition apart, as text."""
    return tensor.name, ", ".join(size.key for size in tensor.shape), tensor.padded


def functions_used(*terms: Term) -> tuple[str, ...]:
    """The names of the unknown functions; exp and max are none of them."""
    names = {term.function for term in subterms(*terms) if isinstance(term, Apply)}
    return tuple(sorted(names - {"exp", "max"}))


def free_names(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset[str]().union(*(term.free for term in terms))


def is_polynomial(term: Term) -> bool:
    """Whether the term is a polynomial with integer coefficients in the entries of its tensors.

    No exp, no max, no function, no negative power and no fraction, in definitions neither: what
    remains can be computed modulo a prime.
    """
    return all(_integral(part) and not _greatest(part) for part in subterms(term))


def is_integral(term: Term) -> bool:
    """Whether the term is an integer where the entries are: a polynomial that may hold maxima."""
    return all(_integral(part) or _greatest(part) for part in subterms(term))


def _greatest(term: Term) -> bool:
    return isinstance(term, Max) or _calls(term, "max")


def _integral(term: Term) -> bool:
    match term:
        case Num(value=value):
            return value.denominator == 1
        case Pow(exponent=exponent):
            return exponent > 0
        case Apply():
            return False
    return True


def uses_exp(term: Term) -> bool:
    return any(_is_exp(part) for part in subterms(term))


def residue_obstacle(term: Term) -> str | None:
    """Why the term has no value modulo primes (see `residues`); None where it has one."""
    parts = subterms(term)
    if any(isinstance(part, Max) or _calls(part, "max") for part in parts):
        return "max has no residue: residues have no order"
    if any(_is_exp(part) and uses_exp(part.args[0]) for part in parts if isinstance(part, Apply)):
        return "exp inside exp has no residue: what exp gives is known modulo p alone"
    return None


def _calls(term: Term, function: str) -> bool:
    return isinstance(term, Apply) and term.function == function


def _is_exp(term: Term) -> bool:
    return _calls(term, "exp")
