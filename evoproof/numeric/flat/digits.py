"""Loops in mixed radix: floor(x / n) is the first digit of x = n x1 + x0 with 0 <= x0 < n."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import gcd

from evoproof.kernel.poly import Floor
from evoproof.numeric.flat.affine import Boxes, index_at, rate
from evoproof.numeric.flat.formula import Affine


def digit(
    name: str, floors: Iterable[Floor], values: Mapping[str, Affine], boxes: Boxes
) -> int | None:
    """The largest n, a proper divisor of the loop's length, in whose digits some floor is affine.

    The loop is from 0. Floors with names that have no value yet are passed over.
    """
    length = boxes[name][1] + 1
    found = (_base(name, one, values, boxes) for one in floors if one.free <= values.keys())
    return max((base for base in found if 1 < base < length and length % base == 0), default=None)


def _base(name: str, one: Floor, values: Mapping[str, Affine], boxes: Boxes) -> int:
    """n for which floor((p x + rest) / d) at x = n x1 + x0 has x1 alone; 0 for none."""
    top = index_at(one.numerator, values, boxes)
    bottom = index_at(one.denominator, values, boxes)
    if not isinstance(top, Affine) or not isinstance(bottom, Affine):
        return 0
    divisor, times = abs(bottom.offset), rate(top, name)
    mixed = any(times % divisor for one, times in top.terms if one != name) if divisor else True
    if bottom.terms or mixed or not times:
        return 0
    base = divisor // gcd(divisor, times)
    ends = (top.offset, top.offset + times * (base - 1))
    whole = ends[0] // divisor == ends[1] // divisor
    return base if whole else 0
