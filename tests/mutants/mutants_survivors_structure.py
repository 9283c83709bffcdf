"""Mutants that are proved because they are true: involution, and how layers are put together."""

from __future__ import annotations

INSIDE = "it is read inside its shape only: what stands outside does not matter"
MORE = "a larger image: both sides read the same pixels of it"
CROPPED = "the image is 0 from there on, alike for both sides"
ROOM = "more weights than are read; both sides read the same ones"
ALIKE = "both letters run over the same range: the same sum"
ONE_TAP = "of a 1 x 1 kernel the only tap is read, at the pixel itself"
EVERYWHERE = "the map between is larger than what is read of it"

SURVIVORS: dict[str, dict[str, str]] = {
    "involution": {
        'strictness in W_Inv: tensor("W_Inv", H, W, 2 * l + 1, 2 * l + 1, G) -> '
        'padded("W_Inv", H, W, 2 * l + 1, 2 * l + 1, G)': INSIDE,
    },
    "involution_bottleneck": {
        'strictness in h: tensor("h", D_r) -> padded("h", D_r)': INSIDE,
        'strictness in s: tensor("s", D_r) -> padded("s", D_r)': INSIDE,
        "option in Z: conv(W_0T, X) -> conv(W_0T, X, l=0)": ONE_TAP,
    },
    "involution_heads": {
        'strictness in W_V: definition("W_V"): padded': INSIDE,
        'strictness in W_O: definition("W_O"): padded': INSIDE,
    },
    "pointwise_after_depthwise": {
        'strictness in F_p: tensor("F_p", H, W, 1, 1, D_in, D_out) -> '
        'padded("F_p", H, W, 1, 1, D_in, D_out)': INSIDE,
        "doubled factor in F_d: 2 * l -> (2) * l * (l) (no. 2)": ROOM,
    },
    "cascade": {
        "swapped ranges in line 3: (t, 0, K_2 - 1) <-> (s, 0, K_2 - 1)": ALIKE,
        'size in F_1: tensor("F_1"): H + 2 * l_2 -> H + 2 * l_2 + 1': EVERYWHERE,
        'strictness in F_2: tensor("F_2", H, W, K_2, K_2, D_h, D_out) -> '
        'padded("F_2", H, W, K_2, K_2, D_h, D_out)': INSIDE,
    },
    "cascade_cropped": {
        "swapped ranges in line 3: (t, 0, K_2 - 1) <-> (s, 0, K_2 - 1)": ALIKE,
        'strictness in F_2: tensor("F_2", H, W, K_2, K_2, D_h, D_out) -> '
        'padded("F_2", H, W, K_2, K_2, D_h, D_out)': INSIDE,
    },
    "conv_cascade": {
        'strictness in W_12: definition("W_12"): padded': INSIDE,
        "option in Z: conv(W_1, X, padding=l, size=(H + 2 * l_2, W + 2 * l_2)) -> "
        "conv(W_1, X, padding=l, size=(H + 2 * l_2, W + 2 * l_2), l=0)":
            "where the padding is given l only numbers the taps",
        "doubled factor in Z: 2 * l_2 -> (2) * l_2 * (l_2)": EVERYWHERE,
        "swapped ranges in line 3: (t, 0, K_2 - 1) <-> (s, 0, K_2 - 1)": ALIKE,
        'strictness in W_1: tensor("W_1", K_1, K_1, D_in, D_h) -> '
        'padded("W_1", K_1, K_1, D_in, D_h)': INSIDE,
    },
    "feed_forward": {
        'strictness in W_1: tensor("W_1", 1, 1, D_in, D_h) -> padded("W_1", 1, 1, D_in, D_h)':
            INSIDE,
        "sign in product: W_2[o, p, e, m]: p -> -p": ONE_TAP,
        "another letter in product: W_2[o, p, e, m]: p -> o": ONE_TAP,
        "option in Z: conv(W_1, X) -> conv(W_1, X, l=0)": ONE_TAP,
        'strictness in W_12: definition("W_12"): padded': INSIDE,
        "option in Z: conv(W_1, X) -> conv(W_1, X, dilation=2)": ONE_TAP,
    },
    "block_diagonal": {
        'size in X: padded("X"): W -> W + 1': MORE,
        'strictness in B: definition("B"): padded': INSIDE,
    },
    "token_mixing": {
        'size in X: padded("X"): W -> l': CROPPED,
        'size in X: padded("X"): D -> H': CROPPED,
        "doubled factor in u, v, o: 2 * l -> (2) * l * (l) (no. 2)": ROOM,
        'strictness in F: definition("F"): padded': INSIDE,
    },
    "bias_channel": {
        'strictness in W_conv: tensor("W_conv", 2 * l + 1, 2 * l + 1, D_in, D_out) -> '
        'padded("W_conv", 2 * l + 1, 2 * l + 1, D_in, D_out)': INSIDE,
        "doubled factor in line 2: bias[m] * KroneckerDelta(a, 0) * KroneckerDelta(b, 0) -> "
        "(bias[m] * KroneckerDelta(a, 0)) * KroneckerDelta(b, 0) * (KroneckerDelta(b, 0))":
            "a Kronecker delta, 0 or 1, is its own square",
        "reason replaced in step 3: delta -> cases":
            "the channel of ones apart by cases of c, instead of by the equation c = D_in",
    },
}  # fmt: skip
