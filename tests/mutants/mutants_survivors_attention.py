"""Mutants that are proved because they are true: attention to all samples, positions, biases."""

from __future__ import annotations

INSIDE = "it is read inside its shape only: what stands outside does not matter"

SURVIVORS: dict[str, dict[str, str]] = {
    "self_attention": {
        'strictness in Z: definition("Z"): padded': INSIDE,
        'strictness in W_V: tensor("W_V", D_in, D_out) -> padded("W_V", D_in, D_out)': INSIDE,
    },
    "global_attention": {
        'strictness in W_V1: definition("W_V1"): padded': INSIDE,
    },
    "positional_mask": {
        'strictness in W_V1: definition("W_V1"): padded': INSIDE,
        'strictness in S_m: definition("P_m"): padded': INSIDE,
    },
    "positional_zero": {
        'strictness in W_V1: definition("W_V1"): padded': INSIDE,
        'strictness in S_m: definition("P_m"): padded': INSIDE,
    },
    "positional_extended": {
        'strictness in P: tensor("P", H + 2 * l, W + 2 * l, D_in) -> '
        'padded("P", H + 2 * l, W + 2 * l, D_in)': INSIDE,
        'strictness in W_V1: definition("W_V1"): padded': INSIDE,
    },
    "exchanged_average": {
        'strictness in a: tensor("a", N) -> padded("a", N)': INSIDE,
        'strictness in v: tensor("v", N) -> padded("v", N)': INSIDE,
        'size in a: tensor("a"): N -> N + 1': "a score more than is read, on both sides",
        "line dropped in chain: line 1, with the reason behind":
            "its reasons reach the last line at once; the line between shows how",
    },
    "shuffled_samples": {
        'strictness in v: definition("v"): padded': INSIDE,
        'strictness in W_V: tensor("W_V", D_in, D_out) -> padded("W_V", D_in, D_out)': INSIDE,
    },
    "permutation_equivariance": {
        'strictness in V: definition("V"): padded': INSIDE,
    },
    "value_bias_mask": {
        'strictness in S_m: definition("P_m"): padded': INSIDE,
        'doubled factor in mass: inside * S[i, j, l - a, l - b] -> '
        '(inside) * inside * (S[i, j, l - a, l - b])': "a bracket is 0 or 1, its square the same",
    },
    "value_bias_zero": {
        'strictness in S_m: definition("P_m"): padded': INSIDE,
        'doubled factor in mass: inside * S[i, j, l - a, l - b] -> '
        '(inside) * inside * (S[i, j, l - a, l - b])': "a bracket is 0 or 1, its square the same",
    },
    "value_bias_channel": {
        'strictness in W_V: tensor("W_V", D_in, D_out) -> padded("W_V", D_in, D_out)': INSIDE,
    },
}  # fmt: skip
