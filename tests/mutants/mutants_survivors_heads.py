"""Mutants that are proved because they are true: several heads, attention as a convolution."""

from __future__ import annotations

INSIDE = "it is read inside its shape only: what stands outside does not matter"
ANY = "what is claimed holds for every head, tap and pixel: how many there are does not matter"

SURVIVORS: dict[str, dict[str, str]] = {
    "multi_head": {
        'strictness in W_VO: definition("W_VO"): padded': INSIDE,
        'strictness in W_V: tensor("W_V", M, D_in, D_h) -> padded("W_V", M, D_in, D_h)': INSIDE,
    },
    "multi_head_mask": {
        'strictness in W_VO: definition("W_VO"): padded': INSIDE,
    },
    "multi_head_zero": {
        'strictness in W_VO: definition("W_VO"): padded': INSIDE,
    },
    "multi_head_sequence": {
        "doubled factor in W: M * D_h -> (M) * M * (D_h)": "more rows of W than are read",
        'strictness in W: tensor("W", M * D_h, D_out) -> padded("W", M * D_h, D_out)': INSIDE,
        'strictness in V: definition("V_p"): padded': INSIDE,
    },
    "concatenated_heads": {
        'strictness in W_V: tensor("W_V", M, D_in, D_h) -> padded("W_V", M, D_in, D_h)': INSIDE,
        'size in X: padded("X"): W -> l': "the image is 0 from there on, alike for both sides",
    },
    "one_hot_heads": {
        'strictness in W_VO: definition("W_VO"): padded': INSIDE,
        'strictness in P: definition("P"): padded': INSIDE,
    },
    "one_hot_weights": {
        'strictness in A: definition("A_p"): padded': INSIDE,
        'strictness in B: tensor("B", M) -> padded("B", M)': INSIDE,
        "doubled factor in A: B[p] * KroneckerDelta(p, u * s + v) -> "
        "(B[p]) * KroneckerDelta(p, u * s + v) * (KroneckerDelta(p, u * s + v))":
            "a bracket is 0 or 1, and so its own square",
        "size in i, j: indices: W -> W + 1": ANY,
        "size in u, v: indices: s -> W (no. 2)": ANY,
        "off by one in p: indices(p=M)[0]: 0 -> 0 - 1": "the only index of one, from either end",
    },
    "finite_probabilities": {
        'strictness in A: definition("A_p"): padded': INSIDE,
        'strictness in one: definition("B"): padded': INSIDE,
    },
    "finite_values": {
        'strictness in W_conv: tensor("W_conv", s, s, D_in, D_out) -> '
        'padded("W_conv", s, s, D_in, D_out)': INSIDE,
        'strictness in W_V: definition("W_V"): padded': INSIDE,
        "reason added in step 1: cases":
            "not needed; but without it the solver is, whom the test of a needless reason spares",
    },
    "finite_kernel": {
        'strictness in W_V: definition("W_V"): padded': INSIDE,
    },
    "finite_scores": {
        'strictness in W_VO: definition("W_VO"): padded': INSIDE,
    },
    "shared_kernel": {
        'strictness in G: tensor("G", H, W, K, K, D_in, D_out) -> '
        'padded("G", H, W, K, K, D_in, D_out)': INSIDE,
    },
    "shared_scores": {
        'strictness in B: tensor("B", H, W, 2 * l + 1, 2 * l + 1) -> '
        'padded("B", H, W, 2 * l + 1, 2 * l + 1)': INSIDE,
        'strictness in A: definition("A"): padded': INSIDE,
    },
    "relative_attention": {
        'strictness in P: definition("P"): padded': INSIDE,
        'strictness in R: tensor("R", 2 * l + 1, 2 * l + 1, D_p) -> '
        'padded("R", 2 * l + 1, 2 * l + 1, D_p)': INSIDE,
    },
    "uniform_attention": {
        'strictness in W_V: tensor("W_V", D_in, D_out) -> padded("W_V", D_in, D_out)': INSIDE,
    },
}  # fmt: skip
