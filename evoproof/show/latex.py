r"""Formulas in LaTeX, for math mode. Not SymPy's, which prints -a+l and has no brackets."""

from __future__ import annotations

from collections.abc import Sequence

from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import Cond, Term
from evoproof.show.greek import GREEK, NAME_OF
from evoproof.show.names import Names, names_of
from evoproof.show.natural import relations
from evoproof.show.notation import Unicode
from evoproof.show.writer import Writer

_SIGNS = {"<=": r"\le", ">=": r"\ge", "divides": r"\mid"}
_KNOWN = ("exp", "max")
_LINE = r"\\ "
_ESCAPED = str.maketrans({char: "\\" + char for char in "&%$#_{}"} | {"\\": r"\backslash "})


class Latex(Unicode):
    times = r"\,"
    stacked = True

    def letter(self, name: str) -> str:
        """D_in as a letter with an index; a word upright; a prime stays a prime."""
        plain = name.rstrip("'")
        stem, _, index = plain.partition("_")
        below = f"_{{{_word(index)}}}" if index and stem else ""
        return _word(stem if below else plain) + below + name[len(plain) :]

    def tensor(self, name: str) -> str:
        return self.letter(name)

    def made(self, number: int) -> str:
        return f"y_{{{number}}}"

    def parens(self, inside: str) -> str:
        return rf"\left({inside}\right)"

    def product(self, factors: Sequence[str]) -> str:
        """Two digits side by side would read as one number."""
        return "".join(
            (r"\cdot " if factor[0].isdigit() else self.times) * (k > 0) + factor
            for k, factor in enumerate(factors)
        )

    def power(self, base: str, exponent: int) -> str:
        return f"{{{base}}}^{{{exponent}}}"

    def floor(self, top: str, bottom: str) -> str:
        return rf"\left\lfloor\frac{{{top}}}{{{bottom}}}\right\rfloor"

    def modulo(self, number: str, divisor: str) -> str:
        return rf"{number} \bmod {divisor}"

    def quotient(self, top: str, bottom: str) -> str:
        return rf"\frac{{{top}}}{{{bottom}}}"

    def sign(self, sign: str) -> str:
        return _SIGNS.get(sign, sign)

    def bracket(self, relations: Sequence[str]) -> str:
        return rf"\left[{', '.join(relations)}\right]"

    def sum(
        self, ranges: Sequence[tuple[str, tuple[str, str] | None]], relations: Sequence[str]
    ) -> str:
        """One sign a variable; the conditions stand under the last."""
        last = len(ranges) - 1
        return " ".join(
            _sigma(name, ends, relations if k == last else ())
            for k, (name, ends) in enumerate(ranges)
        )

    def greatest(
        self, ranges: Sequence[tuple[str, tuple[str, str] | None]], relations: Sequence[str]
    ) -> str:
        """All ranges and conditions stand under one sign."""
        lines = [
            name if ends is None else rf"{ends[0]} \le {name} \le {ends[1]}"
            for name, ends in ranges
        ]
        return rf"\max_{{\substack{{{_LINE.join((*lines, *relations))}}}}}"

    def access(self, tensor: str, indices: Sequence[str]) -> str:
        """Indices below the name; behind the one that the name has already: W_{Q; c, k}."""
        if not indices:
            return tensor
        if tensor.endswith("}") and "_{" in tensor:
            return rf"{tensor[:-1]};\,{', '.join(indices)}}}"
        return f"{{{tensor}}}_{{{', '.join(indices)}}}"

    def apply(self, function: str, args: Sequence[str]) -> str:
        name = next((f"\\{one}" for one in _KNOWN if function == self.tensor(one)), function)
        return name + self.parens(", ".join(args))


def latex(term: Term, *beside: Term) -> str:
    r"""The formula for LaTeX's math mode. `beside` are formulas that share its names.

    >>> from evoproof.kernel.build import access, tensor
    >>> latex(access(tensor("X", "D_in"), "i"))
    '{X}_{i}'
    """
    return _writer(*(name for one in (term, *beside) for name in names_of(one))).term(term)


def latex_conditions(conds: Sequence[Cond]) -> str:
    """Conditions, two that bound one expression as a chain: 0 <= i < H."""
    writer = _writer(*(name for cond in conds for name in cond.free))
    return ", ".join(map(writer.relation, relations(conds)))


def latex_poly(expr: Poly) -> str:
    """An integer expression."""
    return _writer(*expr.free).integer(expr)


def latex_letter(name: str) -> str:
    """The name of a size, an index or a tensor."""
    return _writer().integer(poly(name))


def _writer(*used: str) -> Writer:
    notation = Latex()
    return Writer(notation, Names(notation, used))


def _word(word: str) -> str:
    if word in GREEK or word in NAME_OF:
        return "\\" + NAME_OF.get(word, word)
    return word if len(word) == 1 or word.isdigit() else rf"\mathrm{{{word.translate(_ESCAPED)}}}"


def _sigma(name: str, ends: tuple[str, str] | None, relations: Sequence[str]) -> str:
    first = name if ends is None else f"{name}={ends[0]}"
    lines = _LINE.join((first, *relations))
    below = rf"\substack{{{lines}}}" if relations else first
    return rf"\sum_{{{below}}}" + (f"^{{{ends[1]}}}" if ends else "")
