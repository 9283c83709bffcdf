"""What a claim states, as a text that does not depend on how it is laid out in its file."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.claims.syntax import Claim, Variable
from evoproof.claims.text import text


def statement(claim: Claim) -> str:
    """Declarations, conditions and both sides, a line each; abbreviations are expanded."""
    return "\n".join(_lines(claim))


def _lines(claim: Claim) -> Iterator[str]:
    yield from map(_variable, claim.variables)
    for tensor in claim.tensors:
        shape = ", ".join(map(text, tensor.shape))
        yield f"tensor {tensor.name}[{shape}]{' padded' if tensor.padded else ''}"
    yield from (f"function {name}" for name in claim.functions)
    yield from (f"given {text(one)}" for one in claim.given)
    yield f"left {text(claim.left)}"
    yield f"right {text(claim.right)}"


def _variable(variable: Variable) -> str:
    extent = f" < {text(variable.extent)}" if variable.extent is not None else ""
    return f"{variable.kind.value} {variable.name}{extent}"
