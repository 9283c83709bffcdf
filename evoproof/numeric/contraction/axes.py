"""The windows of a meeting as axes: output name, tap name, stride and dilation."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.numeric.contraction.meeting import Meeting
from evoproof.numeric.tape.labels import Form, alone

PAIR = 2


@dataclass(frozen=True)
class Axis:
    """A form stride * output + dilation * tap, with which the left operand is labelled."""

    form: Form
    output: str
    tap: str
    stride: int
    dilation: int


def axes(meeting: Meeting) -> tuple[Axis, ...] | None:
    """The axes, where every window is one of the left operand's, of two names of its own.

    The taps are the names that the meeting sums, or, where it sums none of them, the shorter ones;
    either way they are names of the right operand or stay.
    """
    windows = [form for form in meeting.left if form in meeting.windows]
    if not windows or any(form in meeting.windows for form in meeting.right):
        return None
    found = tuple(axis for form in windows if (axis := _axis(form, meeting)) is not None)
    names = [name for form in meeting.left for name, _ in form]
    own = all(names.count(name) == 1 for axis in found for name in (axis.output, axis.tap))
    return found if own and len(found) == len(windows) else None


def _axis(form: Form, meeting: Meeting) -> Axis | None:
    if len(form) != PAIR:
        return None
    taps = [name for name, _ in form if name in meeting.summed]
    if len(taps) == PAIR:
        return None
    shorter = min(form, key=lambda term: meeting.extents[term[0]])[0]
    tap = taps[0] if taps else shorter
    (output,) = (name for name, _ in form if name != tap)
    rates = dict(form)
    return Axis(form, output, tap, rates[output], rates[tap])


def outputs(found: tuple[Axis, ...]) -> tuple[Form, ...]:
    return tuple(alone(axis.output) for axis in found)


def taps(found: tuple[Axis, ...]) -> tuple[Form, ...]:
    return tuple(alone(axis.tap) for axis in found)
