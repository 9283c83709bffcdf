"""Mutants that are proved because they are true, by derivation: each with the reason why it is."""

from __future__ import annotations

from mutants_survivors_attention import SURVIVORS as ATTENTION
from mutants_survivors_heads import SURVIVORS as HEADS
from mutants_survivors_structure import SURVIVORS as STRUCTURE

INSIDE = "it is read inside its shape only: what stands outside does not matter"
MORE = "a larger image: both sides read the same pixels of it"
CROPPED = "the image is 0 from there on, alike for both sides"
ROOM = "more weights than are read; both sides read the same ones"

SURVIVORS: dict[str, dict[str, str]] = {
    "absorption": {
        'strictness in Q: definition("P_m"): padded': INSIDE,
        'size in X: padded("X"): W -> l': CROPPED,
        'size in X: padded("X"): W -> W + 1': MORE,
    },
    "attention_scores": {
        'strictness in Q_map: definition("Q_map"): padded': INSIDE,
        'strictness in K_pixel: definition("K_ij"): not padded': INSIDE,
        "option in right: Ev(Q_map, K_tap) -> Ev(Q_map, K_tap, groups=2)":
            "of one output channel, 0, the group is floor(0 * 2 / 1) = 0",
    },
    "convolution": {
        "doubled factor in I: 2 * l -> (2) * 2 * (l)": ROOM,
        'strictness in W_conv: tensor("W_conv", 2 * l + 1, 2 * l + 1, D_in, D_out) -> '
        'padded("W_conv", 2 * l + 1, 2 * l + 1, D_in, D_out)': INSIDE,
    },
    "depthwise_convolution": {
        'strictness in W_conv: tensor("W_conv", 2 * l + 1, 2 * l + 1, 1, D_in * M) -> '
        'padded("W_conv", 2 * l + 1, 2 * l + 1, 1, D_in * M)': INSIDE,
    },
    "even_convolution": {
        'strictness in W_conv: tensor("W_conv", K, K, D_in, D_out) -> '
        'padded("W_conv", K, K, D_in, D_out)': INSIDE,
        "condition dropped in claim: without K >= 1":
            "without taps, K = 0, both sides are 0; the condition says what a convolution is",
        "condition dropped in claim: without l <= K - 1":
            "the window may lie beside its pixel; the condition says what a convolution is",
    },
    "group_convolution": {
        'strictness in W_conv: tensor("W_conv", 2 * l + 1, 2 * l + 1, N, D_out) -> '
        'padded("W_conv", 2 * l + 1, 2 * l + 1, N, D_out)': INSIDE,
        'strictness in F: definition("F"): padded': INSIDE,
    },
    "local_attention_mask": {
        'strictness in W_V1: definition("W_V1"): padded': INSIDE,
        'strictness in S_m: definition("P_m"): padded': INSIDE,
    },
    "local_attention_zero": {
        'strictness in W_V1: definition("W_V1"): padded': INSIDE,
        'strictness in S_m: definition("P_m"): padded': INSIDE,
    },
    "pointwise_convolution": {
        "another letter in F: W_conv[u, v, n, m]: v -> u": "u = v = 0, the only tap",
        'strictness in X: padded("X", H, W, D_in) -> tensor("X", H, W, D_in)':
            "one tap reads the image at its own pixel only, never outside",
        'strictness in W_conv: tensor("W_conv", 1, 1, D_in, D_out) -> '
        'padded("W_conv", 1, 1, D_in, D_out)': INSIDE,
        'strictness in F: definition("F"): padded': INSIDE,
        'size in X: padded("X"): W -> W + 1': MORE,
    },
    "strided_convolution": {
        'strictness in W_conv: tensor("W_conv", K, K, D_in, D_out) -> '
        'padded("W_conv", K, K, D_in, D_out)': INSIDE,
        "option in H_out: conv_size(H, K, stride=S, padding=P, dilation=d): stride=2 * S":
            "fewer output rows, on both sides",
    },
}  # fmt: skip

SURVIVORS.update(ATTENTION)
SURVIVORS.update(HEADS)
SURVIVORS.update(STRUCTURE)
