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
        "doubled factor in whole, rest: s * s -> (s) * s * (s)": CANCELS,
    },
    "finite_probabilities": {
        "size in i, j: indices: W -> W + 1": ANY,
    },
    "permutation_equivariance": {
        'strictness in W_V: tensor("W_V", D_in, D_out) -> padded("W_V", D_in, D_out)': INSIDE,
    },
}  # fmt: skip

MISSED_FALSE: dict[str, dict[str, str]] = {
    "bias_channel": {
        "range in line 2: (a, -l, l): l -> l - 1 (no. 2)":
            "only the tap 0 counts, which is the last one where l = 0; no size that is drawn is 0",
    },
    "exchanged_average": {
        "doubled factor in line 1: exp(a[r]) * v[r] -> (exp(a[r])) * v[r] * (v[r]) (no. 2)":
            "it stands between the two samples exchanged, which are neighbours at all sizes drawn",
    },
    "finite_probabilities": {
        "doubled factor in A: u * s -> (u) * u * (s)":
            "it matters from the third row of the window on, where M > 2 s; no M that is drawn is",
    },
    "strided_convolution": {
        "range in line 1: (b, -l, l): l -> l - 1":
            "the last tap meets the padding alone, at every output of the sizes that are drawn",
    },
}  # fmt: skip
