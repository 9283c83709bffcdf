"""What can go wrong while numbers are computed, each with the figure or the place that says why."""

from __future__ import annotations

from collections.abc import Mapping

from evoproof.errors import EvoproofError

KIBI = 1024


class NumericError(EvoproofError):
    """A formula could not be evaluated on numbers."""


class NumericUnavailable(NumericError):
    """torch, or the device that was asked for, is not there."""


class NoInstance(NumericError):
    """No sizes were found that satisfy the hypotheses."""


class UnboundedSum(NumericError):
    """The conditions of a sum or a maximum give no finite box of integers."""


class TooLarge(NumericError):
    """One output entry alone needs a temporary with more elements than the limit."""

    def __init__(self, elements: int, limit: int) -> None:
        super().__init__(
            f"one output entry needs a temporary of {elements} elements, the limit is {limit}: "
            "take smaller sizes or raise the limit"
        )
        self.elements = elements
        self.limit = limit


class OutOfMemory(NumericError):
    """A formula needs more bytes than there may be, in tiles too; nothing was allocated."""

    def __init__(self, needed: int, room: int) -> None:
        super().__init__(
            f"this needs {_bytes(needed)}, in tiles too, and {_bytes(room)} are allowed: take "
            "smaller sizes or raise --max-memory"
        )
        self.needed = needed
        self.room = room


class OutOfBounds(NumericError):
    """A strict tensor is read outside its shape where the conditions around the access hold."""

    def __init__(
        self,
        tensor: str,
        indices: tuple[int, ...],
        shape: tuple[int, ...],
        names: Mapping[str, int],
        sizes: Mapping[str, int],
    ) -> None:
        super().__init__(
            f"{tensor}[{_listed(indices)}] is outside the shape ({_listed(shape)}) of {tensor}"
            f"{_where(' at ', names)}{_where(', sizes ', sizes)}"
        )
        self.tensor = tensor
        self.indices = indices
        self.shape = shape
        self.names = dict(names)
        self.sizes = dict(sizes)


class IntegerOverflow(NumericError):
    """An integer could pass 2^63, so int64 would not be exact."""

    def __init__(self, magnitude: int) -> None:
        super().__init__(
            f"a value may reach {magnitude:.2e}, beyond 2^63: the exact lane needs smaller entries"
        )
        self.magnitude = magnitude


class NotPolynomial(NumericError):
    """The exact lane met exp, a function, a negative power or a fraction."""


class NoResidue(NumericError):
    """Something has no meaning modulo a prime: max, exp inside exp, a function of reals."""


class InexactDevice(NumericError):
    """A device, as it is set, does not compute sums of products of integers exactly."""


class Undecided(NumericError):
    """A value or its error bound is not finite, so that numbers decide nothing."""


def _bytes(count: float) -> str:
    for unit in ("bytes", "KiB", "MiB"):
        if count < KIBI:
            return f"{count:.4g} {unit}"
        count /= KIBI
    return f"{count:.4g} GiB"


def _listed(values: tuple[int, ...]) -> str:
    return ", ".join(str(value) for value in values)


def _where(lead: str, values: Mapping[str, int]) -> str:
    return lead + ", ".join(f"{name} = {value}" for name, value in values.items()) if values else ""
