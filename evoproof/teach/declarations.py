"""What the names of an exercise are, as texts of a claims file; and those of a derivation.

A name that stands under `tensors` and under `let` is a defined tensor: its shape and border are
read off the one, its body off the other. What a definition speaks of stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from evoproof.calc import Derivation
from evoproof.claims import syntax
from evoproof.claims.syntax import Kind, Variable
from evoproof.claims.text import text
from evoproof.kernel.build import between
from evoproof.kernel.judgements import children
from evoproof.kernel.terms import Access, Apply, Tensor, Term
from evoproof.language import conditions_from_sympy
from evoproof.teach.trees import Trees, plain


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """The fields of a claims file without its two sides."""

    sizes: str = ""
    integers: str = ""
    scalars: str = ""
    functions: str = ""
    tensors: str = ""
    padded: str = ""
    free: str = ""
    given: tuple[str, ...] = ()
    let: tuple[str, ...] = ()


class Spoken:
    """A derivation in the claims language: its names, its declarations, its lines.

    An index that a definition speaks of is an integer with a condition: an abbreviation of the
    claims language sees no free index.
    """

    def __init__(self, derivation: Derivation) -> None:
        self.name = derivation.name
        self.steps = derivation.steps
        self._claim = derivation.claim
        self._terms = [line.term for line in derivation.lines]
        found = dict.fromkeys(one for term in self._terms for one in _tensors(term))
        self._defined = [one for one in found if one.body is not None]
        spoken_of = frozenset[str]().union(*(one.free for one in self._defined))
        self.integers = [name for name in self._claim.free if name in spoken_of]
        self.letters = self._variables()
        self.tensors = self._named(found)
        self.taken = frozenset(one.name for one in (*self.letters.values(), *self.tensors.values()))

    def _variables(self) -> dict[str, Variable]:
        kinds = dict.fromkeys(self._claim.sizes, Kind.SIZE)
        for name in self._claim.free:
            kinds[name] = Kind.INTEGER if name in self.integers else Kind.INDEX
        made: dict[str, Variable] = {}
        for name, kind in kinds.items():
            taken = frozenset(one.name for one in made.values())
            made[name] = Variable(plain(name, taken), kind)
        return made

    def _named(self, found: dict[Tensor, None]) -> dict[Tensor, syntax.Tensor | Variable]:
        """A name of its own for each tensor: of two that are called Ev, the second is Ev_2."""
        taken = frozenset([*(one.name for one in self.letters.values()), *self.functions])
        made: dict[Tensor, syntax.Tensor | Variable] = {}
        for tensor in sorted(found, key=lambda one: one.body is not None):
            name = plain(tensor.name, taken)
            taken |= {name}
            if not tensor.shape and tensor.body is None:
                made[tensor] = Variable(name, Kind.SCALAR)
                continue
            shape = tuple(map(Trees(self.letters, {}, taken).integer, tensor.shape))
            made[tensor] = syntax.Tensor(name, shape, tensor.padded)
        return made

    @cached_property
    def functions(self) -> list[str]:
        used = (name for term in self._terms for name in _functions(term))
        return sorted(set(used) - {"exp", "max"})

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Every line. Raises NotSayable."""
        trees = Trees(self.letters, self.tensors, self.taken)
        return tuple(text(trees.term(term)) for term in self._terms)

    @cached_property
    def declarations(self) -> Declarations:
        """Raises NotSayable."""
        kinds: dict[Kind, list[str]] = {kind: [] for kind in Kind}
        for one in (*self.letters.values(), *self.tensors.values()):
            if isinstance(one, Variable):
                kinds[one.kind].append(one.name)
        real = [one for one in self.tensors.values() if isinstance(one, syntax.Tensor)]
        return Declarations(
            sizes=", ".join(kinds[Kind.SIZE]),
            integers=", ".join(kinds[Kind.INTEGER]),
            scalars=", ".join(kinds[Kind.SCALAR]),
            functions=", ".join(self.functions),
            tensors=", ".join(shaped(one) for one in real),
            padded=", ".join(one.name for one in real if one.padded),
            free=", ".join(self._free()),
            given=tuple(self._conditions()),
            let=tuple(self._definitions()),
        )

    def _free(self) -> Iterator[str]:
        trees = Trees(self.letters, {}, self.taken)
        for name, extent in self._claim.free.items():
            if name not in self.integers:
                yield f"{trees.called(name)} < {text(trees.integer(extent))}"

    def _conditions(self) -> Iterator[str]:
        trees = Trees(self.letters, {}, self.taken)
        conds = [
            cond for name in self.integers for cond in between(0, name, self._claim.free[name] - 1)
        ]
        conds += [cond for one in self._claim.given for cond in conditions_from_sympy(one)]
        yield from map(text, trees.conditions(conds))

    def _definitions(self) -> Iterator[str]:
        """F[i, j] = body; its arguments and bound indices may have the name of a free index."""
        hidden = {one.name for one in self.letters.values() if one.kind is Kind.INDEX}
        trees = Trees(self.letters, self.tensors, self.taken - hidden)
        for one in self._defined:
            if one.parameters is not None and one.body is not None:
                inner = trees.binding(*one.parameters, kind=Kind.INTEGER)
                head = ", ".join(map(inner.called, one.parameters))
                yield f"{self.tensors[one].name}[{head}] = {text(inner.term(one.body))}"


def shaped(tensor: syntax.Tensor) -> str:
    """A tensor with its shape, as it is declared."""
    return f"{tensor.name}[{', '.join(map(text, tensor.shape))}]"


def _tensors(term: Term) -> Iterator[Tensor]:
    """Every tensor that occurs, what a definition speaks of before it."""
    if isinstance(term, Access):
        if term.tensor.body is not None:
            yield from _tensors(term.tensor.body)
        yield term.tensor
    for child in children(term):
        yield from _tensors(child)


def _functions(term: Term) -> Iterator[str]:
    if isinstance(term, Apply):
        yield term.function
    if isinstance(term, Access) and term.tensor.body is not None:
        yield from _functions(term.tensor.body)
    for child in children(term):
        yield from _functions(child)
