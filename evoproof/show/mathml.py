"""Formulas in presentation MathML, as browsers draw it: well-formed XML without a name space.

mathml             a term                 mathml_equation    left = right
mathml_cond        a condition            mathml_definition  F[i, j] = its body
mathml_poly        an integer expression  mathml_relation    low <= e < high
mathml_name        a name by itself
Each is one <math> whose `alttext` is the same formula on one line of text. Only the core of MathML
is used. No SymPy: its printer writes XML that is not well-formed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import quoteattr

from evoproof.kernel.build import access
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Access, Binder, Cond, Mul, Tensor, Term
from evoproof.show.changes import Changed
from evoproof.show.names import Names, names_of
from evoproof.show.natural import Relation, relation
from evoproof.show.notation import Unicode
from evoproof.show.presentation import MathML, row
from evoproof.show.writer import ADDED, Writer


class _Marking(Writer):
    """Puts what changed into elements of their own; a product has its sign before the mark."""

    def __init__(self, names: Names, marks: Sequence[tuple[str, Changed]]) -> None:
        super().__init__(MathML(), names)
        self._marks = marks

    def term(self, term: Term, level: int = ADDED) -> str:
        shown = super().term(term, level)
        return shown if isinstance(term, Mul) else self._marked(term, shown)

    def _sign_and_size(self, term: Term) -> tuple[str, str]:
        sign, shown = super()._sign_and_size(term)
        return sign, self._marked(term, shown) if isinstance(term, Mul) else shown

    def _heading(self, term: Binder) -> str:
        words = [word for word, one in self._marks if term in one.heads]
        return _wrapped(super()._heading(term), words)

    def _index(self, term: Access, place: int) -> str:
        words = [word for word, one in self._marks if (term, place) in one.indices]
        return _wrapped(super()._index(term, place), words)

    def _marked(self, term: Term, shown: str) -> str:
        return _wrapped(shown, [word for word, one in self._marks if term in one.whole])


def mathml(term: Term, *, block: bool = False, marks: Sequence[tuple[str, Changed]] = ()) -> str:
    """The formula; `block`: it stands alone.

    `marks` are words with what they are said of: it is wrapped in <mrow class="changed WORD">.

    >>> from evoproof.kernel.build import access, tensor
    >>> mathml(access(tensor("X")))
    '<math alttext="X"><mi>X</mi></math>'
    """
    used = tuple(names_of(term))
    return _math(_Marking(_names(used), marks).term(term), _text(used).term(term), block)


def mathml_equation(left: Term, right: Term, *, block: bool = False) -> str:
    """left = right."""
    used = (*names_of(left), *names_of(right))
    shown, said = _writer(used), _text(used)
    inside = row(shown.term(left), "<mo>=</mo>", shown.term(right))
    return _math(inside, f"{said.term(left)} = {said.term(right)}", block)


def mathml_definition(tensor: Tensor, *, block: bool = False) -> str:
    """A defined tensor at its parameters = its body. Raises ValueError for one without."""
    if tensor.parameters is None or tensor.body is None:
        raise ValueError(f"{tensor.name} has no definition")
    head = access(tensor, *(poly(name) for name in tensor.parameters))
    return mathml_equation(head, tensor.body, block=block)


def mathml_cond(cond: Cond) -> str:
    """One condition."""
    return mathml_relation(relation(cond))


def mathml_relation(parts: Relation) -> str:
    """Integer expressions and the signs between them, such as those of 0 <= i < H."""
    used = [name for part in parts if not isinstance(part, str) for name in part.free]
    return _math(_writer(used).relation(parts), _text(used).relation(parts), False)


def mathml_name(name: str) -> str:
    """The name of a letter, a tensor or a function."""
    return _math(MathML().letter(name), name, False)


def mathml_poly(expr: Poly) -> str:
    """An integer expression."""
    return _math(_writer(expr.free).integer(expr), _text(expr.free).integer(expr), False)


def _math(inside: str, said: str, block: bool) -> str:
    display = ' display="block"' if block else ""
    return f"<math{display} alttext={quoteattr(said)}>{inside}</math>"


def _names(used: Iterable[str]) -> Names:
    return Names(MathML(), tuple(used))


def _writer(used: Iterable[str]) -> Writer:
    return Writer(MathML(), _names(used))


def _text(used: Iterable[str]) -> Writer:
    return Writer(Unicode(), Names(Unicode(), tuple(used)))


def _wrapped(shown: str, words: Sequence[str]) -> str:
    return f'<mrow class="{" ".join(("changed", *words))}">{shown}</mrow>' if words else shown
