"""Names as they are shown: those that the prover made get short ones that nothing else has."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Access, Add, Apply, Binder, Int, Mul, Pow, Tensor, Term
from evoproof.show.notation import Ascii, Unicode

MADE = "#"  # what a name has that no author can write


class Names:
    """The shown form of every name; made names are numbered as they are first asked for."""

    def __init__(self, notation: Unicode, used: Iterator[str] | tuple[str, ...]) -> None:
        self._notation = notation
        self._used = frozenset(used)
        self._made: dict[str, str] = {}
        self._number = 0

    def shown(self, name: str) -> str:
        if MADE not in name:
            return self._notation.letter(self._plain(name))
        if name not in self._made:
            self._made[name] = self._next()
        return self._made[name]

    def _plain(self, name: str) -> str:
        """Without the underscore by which the theory keeps its letters apart from an author's."""
        plain = name.removesuffix("_")
        return plain if plain and plain not in self._used else name

    def _next(self) -> str:
        self._number += 1
        while not self._used.isdisjoint(kind().made(self._number) for kind in (Unicode, Ascii)):
            self._number += 1
        return self._notation.made(self._number)


def names_of(term: Term) -> Iterator[str]:
    """Every name in the term: letters, bound ones too, tensors and functions; some repeatedly."""
    yield from term.free
    match term:
        case Access(tensor=tensor):
            yield from _tensor_names(tensor)
        case Apply(function=function, args=args):
            yield function
            yield from _all(args)
        case Add(args=args) | Mul(args=args):
            yield from _all(args)
        case Pow(base=base):
            yield from names_of(base)
        case Binder(names=names, body=body):
            yield from names
            yield from names_of(body)
        case Int():
            return


def _all(terms: tuple[Term, ...]) -> Iterator[str]:
    for term in terms:
        yield from names_of(term)


def _tensor_names(tensor: Tensor) -> Iterator[str]:
    yield tensor.name
    for one in tensor.arguments:
        if isinstance(one, Tensor):
            yield from _tensor_names(one)
        elif isinstance(one, Poly):
            yield from one.free
        else:
            yield one
