"""Reading integer expressions and rational numbers. Only the one canonical spelling is accepted.

e  ::=  [-] p  |  e + p  |  e - p          p  ::=  f  |  p * f
f  ::=  digits  |  name  |  (e)//(e)
"""

from __future__ import annotations

import re
from fractions import Fraction

from evoproof.replay.failure import Refusal, refuse_unless
from evoproof.replay.integers import Poly, floor, integer, text, variable

LONGEST = 4000
"""How many characters one expression may have."""

DEEPEST = 20
"""How many floors may stand in one another."""

_NAME = r"[^\W\d]\w*'*|#[0-9]+(?:\.[0-9]+)?'*"
_TOKEN = re.compile(rf"{_NAME}|[0-9]+|//|[-+*()]")


def is_name(word: str) -> bool:
    return re.fullmatch(_NAME, word) is not None


def read_integer(written: str) -> Poly:
    """The integer expression; raises Refusal where it is not one or is spelt another way."""
    refuse_unless(len(written) <= LONGEST, "an integer expression is too long")
    reader = _Reader(_TOKEN.findall(written))
    expr = reader.expression(0)
    same = not reader.tokens and text(expr) == written
    refuse_unless(same, f"{written!r} is not an integer expression in canonical spelling")
    return expr


def read_rational(written: str) -> Fraction:
    """The rational number "n" or "n/d" in lowest terms; raises Refusal for anything else."""
    shaped = len(written) <= LONGEST and re.fullmatch(r"-?[0-9]+(/0*[1-9][0-9]*)?", written)
    value = Fraction(written) if shaped else None
    if value is None or str(value) != written:
        raise Refusal(f"{written[:40]!r} is not a rational number in lowest terms")
    return value


class _Reader:
    """What is left to read, last token first."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens[::-1]

    def take(self, *wanted: str) -> str | None:
        return self.tokens.pop() if self.tokens and self.tokens[-1] in wanted else None

    def need(self, token: str) -> None:
        refuse_unless(self.take(token) is not None, f"an integer expression lacks {token!r}")

    def expression(self, depth: int) -> Poly:
        refuse_unless(depth <= DEEPEST, "floors stand too deep in one another")
        total = integer(0)
        sign: str | None = self.take("-") or "+"
        while sign is not None:
            product = self.product(depth)
            total = total + (product if sign == "+" else -product)
            sign = self.take("+", "-")
        return total

    def product(self, depth: int) -> Poly:
        found = self.factor(depth)
        while self.take("*"):
            found = found * self.factor(depth)
        return found

    def factor(self, depth: int) -> Poly:
        if self.take("("):
            top = self._closed(depth)
            self.need("//")
            self.need("(")
            return floor(top, self._closed(depth))
        refuse_unless(bool(self.tokens), "an integer expression ends too early")
        token = self.tokens.pop()
        if token.isascii() and token.isdigit():
            return integer(int(token))
        refuse_unless(is_name(token), f"{token!r} is not the name of an integer")
        return variable(token)

    def _closed(self, depth: int) -> Poly:
        inside = self.expression(depth + 1)
        self.need(")")
        return inside
