"""Mutants of expressions that neither the exact lane tells apart nor the prover proves, and why."""

from __future__ import annotations

INSIDE = "true: it is read inside its shape only; the theorem cited speaks of the other tensor"
ANY = "true: what is claimed holds for every pixel; the theorem cited speaks of another range"
CANCELS = "true: the number cancels in the line before the last, whatever it is but 0"

MISSED_TRUE: dict[str, dict[str, str]] = {
    "finite_kernel": {
        'strictness in W_conv: tensor("W_conv", s, s, D_in, D_out) -> '
        'padded("W_conv", s, s, D_in, D_out)': INSIDE,
        "+ for - in whole, rest: exp(1) + s * s - 1 -> ((exp(1) + s * s) + (1))": CANCELS,
    },
    "finite_probabilities": {
        "size in i, j: indices: W -> W + 1": ANY,
    },
}  # fmt: skip

MISSED_FALSE: dict[str, dict[str, str]] = {}
