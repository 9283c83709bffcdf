"""How much more than the formulas real attention rounds.

It subtracts the largest score m before exp, the formulas do not: exp(s - m) rounds s - m, by
u |s - m| at most, where the bound of exp s allows 4u for exp alone. By Cauchy-Schwarz |s| <= B and
|s - m| <= 2 B, where B = max |q| max |k|.
"""

from __future__ import annotations

from typing import Any

SHIFT = 2.0
"""How often u B covers what s - m rounds."""
SCALE = 6.0
"""And what a scale sqrt(D_h) rounds: its root, its product with W_Q, undone in queries and keys."""
EXP = 4.0
"""How often u is in the bound of exp."""


def room(query: Any, key: Any, roundings: float = SHIFT) -> float:
    """How often the formula's bound covers the operator's error, for q and k [M, ..., D_k]."""
    lengths = [one.norm(dim=-1).flatten(1).amax(1) for one in (query, key)]
    return room_of_scores(float((lengths[0] * lengths[1]).max()), roundings)


def room_of_scores(largest: float, roundings: float = SHIFT) -> float:
    """The same for scores that are no larger than `largest`."""
    return 1.0 + roundings * largest / EXP
