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
