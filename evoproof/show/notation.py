"""How the parts of a formula are spelt: in Unicode, in ASCII."""

from __future__ import annotations

from collections.abc import Sequence

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Unicode:
    """One line, as in a paper."""

    times = "·"
    sigma = "Σ"
    stacked = False  # whether a quotient keeps its parts apart without parentheses

    def letter(self, name: str) -> str:
        return name

    def tensor(self, name: str) -> str:
        return name

    def made(self, number: int) -> str:
        """A name that the prover made."""
        return f"y{number}".translate(_SUBSCRIPTS)

    def number(self, size: int) -> str:
        """A number that is not negative."""
        return str(size)

    def tight(self, parts: Sequence[tuple[str, str]]) -> str:
        """The parts of an integer expression, each behind its sign; a first + is not shown."""
        return "".join(sign + part for sign, part in parts).removeprefix("+")

    def loose(self, parts: Sequence[tuple[str, str]]) -> str:
        """The summands of a formula, the same way."""
        (sign, first), *rest = parts
        return " ".join(
            [sign.removeprefix("+") + first, *(f"{sign} {part}" for sign, part in rest)]
        )

    def multiple(self, number: str, factors: str, beside: bool) -> str:
        """A number before factors; `beside`: a letter comes first, which needs no sign between."""
        return number + ("" if beside else self.times) + factors

    def reach(self, head: str, body: str) -> str:
        """The head of a sum or maximum, and what it reaches over."""
        return f"{head} {body}"

    def parens(self, inside: str) -> str:
        return f"({inside})"

    def product(self, factors: Sequence[str]) -> str:
        return self.times.join(factors)

    def power(self, base: str, exponent: int) -> str:
        return base + str(exponent).translate(_SUPERSCRIPTS)

    def floor(self, top: str, bottom: str) -> str:
        return f"⌊{top}/{bottom}⌋"

    def modulo(self, number: str, divisor: str) -> str:
        return f"{number} mod {divisor}"

    def quotient(self, top: str, bottom: str) -> str:
        return f"{top} / {bottom}"

    def relation(self, parts: Sequence[str]) -> str:
        return " ".join(parts)

    def sign(self, sign: str) -> str:
        return sign

    def bracket(self, relations: Sequence[str]) -> str:
        return f"[{', '.join(relations)}]"

    def sum(
        self, ranges: Sequence[tuple[str, tuple[str, str] | None]], relations: Sequence[str]
    ) -> str:
        """The head of a sum; the body follows after a space."""
        return f"{self.sigma}{_over(ranges, relations)}"

    def greatest(
        self, ranges: Sequence[tuple[str, tuple[str, str] | None]], relations: Sequence[str]
    ) -> str:
        """The head of a maximum over a range; the body follows after a space."""
        return f"max{_over(ranges, relations)}"

    def access(self, tensor: str, indices: Sequence[str]) -> str:
        return f"{tensor}[{', '.join(indices)}]"

    def apply(self, function: str, args: Sequence[str]) -> str:
        return f"{function}({', '.join(args)})"


def _over(ranges: Sequence[tuple[str, tuple[str, str] | None]], relations: Sequence[str]) -> str:
    names = [name if ends is None else f"{name}={'..'.join(ends)}" for name, ends in ranges]
    also = f" | {', '.join(relations)}" if relations else ""
    return f"[{', '.join(names)}{also}]"


class Ascii(Unicode):
    """The same, for a terminal that has no more than ASCII."""

    times = "*"
    sigma = "sum"

    def made(self, number: int) -> str:
        return f"y{number}"

    def power(self, base: str, exponent: int) -> str:
        return f"{base}^{exponent}"

    def floor(self, top: str, bottom: str) -> str:
        return f"floor({top}/{bottom})"
