"""Derivations for the printers, and as a notebook shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from evoproof.calc.diagnosis import Failure
from evoproof.kernel.judgements import tensors
from evoproof.kernel.terms import Tensor
from evoproof.language import conditions_from_sympy
from evoproof.refute import Counterexample
from evoproof.show.chain import Chain, Row

if TYPE_CHECKING:
    from evoproof.calc.derivation import Derivation


def chain_of(derivation: Derivation) -> Chain:
    """The derivation with what became of its steps. Proves it, where that has not been done."""
    claim = derivation.claim
    return Chain(
        derivation.name or "derivation",
        derivation.title,
        tuple(line.strip() for line in derivation.doc.strip().splitlines()[1:] if line.strip()),
        derivation.verdict,
        derivation.expect,
        derivation.why,
        claim.sizes,
        tuple(claim.free.items()),
        tuple(cond for one in claim.given for cond in conditions_from_sympy(one)),
        tuple(_rows(derivation)),
        _tensors(derivation),
    )


def drawn(draw: Callable[[Chain], str], derivation: Derivation) -> str | None:
    """What `draw` makes of it. A notebook shows `repr` in place of None, and no traceback."""
    try:
        return draw(chain_of(derivation))
    except Exception:  # whatever a printer raises: a display must not break the notebook
        return None


def _rows(derivation: Derivation) -> Iterator[Row]:
    first = derivation.lines[0]
    yield Row(first.term, first.place.tag)
    for result in derivation.results:
        below = result.step.below
        remark = _remark(result.failure) if result.failure else ""
        yield Row(below.term, below.place.tag, result.step.by.text, result.verdict, remark)


def _remark(failure: Failure) -> str:
    said = [failure.reason]
    if failure.would:
        said.append(f"it holds by {', '.join(failure.would)}")
    if failure.counterexample is not None:
        said.append(_at(failure.counterexample))
    return "; ".join(said)


def _at(found: Counterexample) -> str:
    numbers = {**found.sizes, **found.index}
    where = ", ".join(f"{name} = {value}" for name, value in numbers.items())
    at = f"at {where}" if where else "for some entries"
    return f"{at} the line above is {found.left}, and this line {found.right}"


def _tensors(derivation: Derivation) -> tuple[tuple[Tensor, str], ...]:
    found = dict.fromkeys(one for line in derivation.lines for one in tensors(line.term))
    tags = dict(derivation.definitions)
    return tuple((one, tags.get(one, "")) for one in sorted(found, key=_is_defined))


def _is_defined(tensor: Tensor) -> bool:
    return tensor.body is not None
