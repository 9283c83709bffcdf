"""What a derivation states, as a text: for which integers, of which tensors, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.calc import Derivation
from evoproof.kernel.judgements import tensors
from evoproof.kernel.terms import Tensor
from evoproof.show import text, text_cond, text_poly


def statement(derivation: Derivation) -> str:
    """Hypotheses, tensors with what defines them, and every expression of the chain."""
    return "\n".join(_lines(derivation))


def _lines(derivation: Derivation) -> Iterator[str]:
    claim = derivation.claim
    yield f"sizes {', '.join(claim.sizes)}"
    yield from (f"given {text_cond(one)}" for one in claim.hypotheses)
    found = (one for line in derivation.lines for one in tensors(line.term))
    yield from map(_tensor, dict.fromkeys(found))
    yield from (text(line.term) for line in derivation.lines)


def _tensor(tensor: Tensor) -> str:
    shape = ", ".join(map(text_poly, tensor.shape))
    head = f"tensor {tensor.name}[{shape}]{' padded' if tensor.padded else ''}"
    if tensor.body is None or tensor.parameters is None:
        return head
    return f"{head} ({', '.join(tensor.parameters)}) = {text(tensor.body)}"
