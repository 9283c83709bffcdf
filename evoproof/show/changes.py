"""What differs between two neighbouring lines: the largest parts of one that the other has not.

Tensors and functions tell what is known: `X[i-a]` beside `X[i]` is the same tensor at another
index, and beside no `X` it is new. Bound variables are compared by their names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from evoproof.kernel.judgements import children
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Access, Apply, Binder, Cond, Int, Num, Pow, Tensor, Term

Head = tuple[type[Binder], tuple[str, ...], tuple[Cond, ...]]


@dataclass(frozen=True)
class Changed:
    """Of one line: subterms that are new as a whole, heads of sums, and places of indices."""

    whole: frozenset[Term] = frozenset()
    heads: frozenset[Binder] = frozenset()
    indices: frozenset[tuple[Access, int]] = frozenset()


def changed(line: Term, other: Term) -> Changed:
    """The largest parts of `line` that are not in `other`.

    Where all parts of a subterm are there and it is not, it is what changed as a whole. A number is
    too small to be told apart: what holds it is.
    """
    looking = _Looking(other)
    looking.into(line)
    return Changed(frozenset(looking.whole), frozenset(looking.heads), frozenset(looking.indices))


class _Looking:
    """What has been found of one line, held against the other."""

    def __init__(self, other: Term) -> None:
        self._known = frozenset(_subterms(other))
        self._heads = frozenset(_head(one) for one in self._known if isinstance(one, Binder))
        self._functions = {one.function for one in self._known if isinstance(one, Apply)}
        self._indices: dict[Tensor, set[tuple[int, Poly]]] = defaultdict(set)
        for one in self._known:
            if isinstance(one, Access):
                self._indices[one.tensor].update(enumerate(one.indices))
        self.whole: list[Term] = []
        self.heads: list[Binder] = []
        self.indices: list[tuple[Access, int]] = []

    def into(self, term: Term) -> bool:
        """Whether something changed that is marked, at this term or inside it."""
        if term in self._known or isinstance(term, Num | Int):
            return False
        if isinstance(term, Access) and term.tensor in self._indices:
            return self._at(term)
        if isinstance(term, Pow) and term.exponent < 0:
            return self.into(term.base)  # it is written under a line, without the power
        if self._foreign(term) or not self._inside(term):
            self.whole.append(term)
        return True

    def _at(self, term: Access) -> bool:
        """The indices that no access to the tensor has there; or the access, if all are known."""
        known = self._indices[term.tensor]
        new = [(term, k) for k, index in enumerate(term.indices) if (k, index) not in known]
        self.indices += new
        self.whole += [] if new else [term]
        return True

    def _inside(self, term: Term) -> bool:
        found = [self.into(child) for child in children(term)]
        if isinstance(term, Binder) and _head(term) not in self._heads:
            self.heads.append(term)
            return True
        return any(found)

    def _foreign(self, term: Term) -> bool:
        """Whether nothing of it is in the other line: no tensor, no function, no head of a sum."""
        return not any(map(self._is_known, _subterms(term)))

    def _is_known(self, term: Term) -> bool:
        match term:
            case Access(tensor=tensor):
                return tensor in self._indices
            case Apply(function=function):
                return function in self._functions
            case Binder():
                return _head(term) in self._heads
        return False


def _head(term: Binder) -> Head:
    return type(term), term.names, term.conds


def _subterms(term: Term) -> Iterator[Term]:
    yield term
    for child in children(term):
        yield from _subterms(child)
