"""The parts of a formula in presentation MathML: only what is in its core."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from evoproof.show.greek import GREEK
from evoproof.show.notation import Unicode

_SIGNS = {"<=": "≤", ">=": "≥", "divides": "∣", "-": "−"}
_COMMA = '<mo separator="true">,</mo>'
_TIMES = '<mo rspace="0.2em">\u2062</mo>'  # invisible, but read aloud; a little room behind it
_DOT = "<mo>·</mo>"
_APART = re.compile(r"(<mrow[^>]*>)*(<mn>|<mo[^>]*>\[)")  # begins with a number or a bracket
_TALL = ("<mfrac", "<munder")


class MathML(Unicode):
    """Every part is one element, so that it can stand wherever one is needed."""

    times = _TIMES
    stacked = True

    def letter(self, name: str) -> str:
        """D_in as D with an index; a prime as a prime; a word upright, as browsers draw it."""
        plain = name.rstrip("'")
        stem, _, index = plain.partition("_")
        shown = _word(plain)
        if stem and index:
            shown = f"<msub>{_word(stem)}{_word(index)}</msub>"
        primes = "′" * (len(name) - len(plain))
        return f"<msup>{shown}<mo>{primes}</mo></msup>" if primes else shown

    def tensor(self, name: str) -> str:
        return self.letter(name)

    def made(self, number: int) -> str:
        return f"<msub><mi>y</mi><mn>{number}</mn></msub>"

    def number(self, size: int) -> str:
        return f"<mn>{size}</mn>"

    def tight(self, parts: Sequence[tuple[str, str]]) -> str:
        return self.loose(parts)

    def loose(self, parts: Sequence[tuple[str, str]]) -> str:
        """The first sign stands before its part, the others between two."""
        (sign, first), *rest = parts
        shown = [first] if sign == "+" else [_operator(sign), first]
        return row(*shown, *(one for sign, part in rest for one in (_operator(sign), part)))

    def multiple(self, number: str, factors: str, beside: bool) -> str:
        return self.product((number, factors))

    def product(self, factors: Sequence[str]) -> str:
        """Two numbers side by side would read as one, a bracket behind a letter as its index."""
        first, *rest = factors
        signed = ((_DOT if _APART.match(one) else _TIMES, one) for one in rest)
        return row(first, *(part for pair in signed for part in pair))

    def reach(self, head: str, body: str) -> str:
        return row(head, '<mspace width="0.17em"/>', body)

    def parens(self, inside: str) -> str:
        return _fenced("(", inside, ")")

    def power(self, base: str, exponent: int) -> str:
        return f"<msup>{base}<mn>{exponent}</mn></msup>"

    def floor(self, top: str, bottom: str) -> str:
        return _fenced("⌊", self.quotient(top, bottom), "⌋")

    def modulo(self, number: str, divisor: str) -> str:
        return row(number, '<mo lspace="0.25em" rspace="0.25em">mod</mo>', divisor)

    def quotient(self, top: str, bottom: str) -> str:
        return f"<mfrac>{top}{bottom}</mfrac>"

    def relation(self, parts: Sequence[str]) -> str:
        return row(*parts)

    def sign(self, sign: str) -> str:
        return _operator(sign)

    def bracket(self, relations: Sequence[str]) -> str:
        return _fenced("[", _listed(relations), "]")

    def sum(
        self, ranges: Sequence[tuple[str, tuple[str, str] | None]], relations: Sequence[str]
    ) -> str:
        """One sign a variable; the conditions stand under the last."""
        last = len(ranges) - 1
        return row(
            *(_sigma(name, ends, relations if k == last else ()) for k, (name, ends) in
              enumerate(ranges))
        )  # fmt: skip

    def greatest(
        self, ranges: Sequence[tuple[str, tuple[str, str] | None]], relations: Sequence[str]
    ) -> str:
        """All ranges and conditions stand under one sign."""
        lines = [
            name if ends is None else row(ends[0], _operator("<="), name, _operator("<="), ends[1])
            for name, ends in ranges
        ]
        return f"<munder><mo>max</mo>{_stack((*lines, *relations))}</munder>"

    def access(self, tensor: str, indices: Sequence[str]) -> str:
        """In brackets, as in the file: an index of W_Q would hang below an index."""
        return f"<mrow>{tensor}{_fenced('[', _listed(indices), ']')}</mrow>"

    def apply(self, function: str, args: Sequence[str]) -> str:
        return row(function, "<mo>\u2061</mo>", _fenced("(", _listed(args), ")"))


def _word(word: str) -> str:
    tag = "mn" if word.isdigit() else "mi"
    return f"<{tag}>{escape(GREEK.get(word, word))}</{tag}>"


def _operator(sign: str) -> str:
    return f"<mo>{escape(_SIGNS.get(sign, sign))}</mo>"


def _fenced(opening: str, inside: str, closing: str) -> str:
    """Fences grow with what is tall; around indices they would only become loose."""
    grows = "" if any(tall in inside for tall in _TALL) else ' stretchy="false"'
    return f"<mrow><mo{grows}>{opening}</mo>{inside}<mo{grows}>{closing}</mo></mrow>"


def row(*parts: str) -> str:
    """Parts side by side as one element."""
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def _listed(parts: Sequence[str]) -> str:
    return _COMMA.join(parts)


def _stack(lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return lines[0]
    rows = (f"<mtr><mtd>{line}</mtd></mtr>" for line in lines)
    return f"<mtable>{''.join(rows)}</mtable>"


def _sigma(name: str, ends: tuple[str, str] | None, relations: Sequence[str]) -> str:
    first = name if ends is None else row(name, _operator("="), ends[0])
    below = _stack((first, *relations))
    sign = '<mo movablelimits="false">∑</mo>'
    if ends is None:
        return f"<munder>{sign}{below}</munder>"
    return f"<munderover>{sign}{below}{ends[1]}</munderover>"
