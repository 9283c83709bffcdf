"""A bias is a weight of one more channel, which is 1 on the image and 0 outside.

Source: section 2.1, which discards the bias "for the convenience of expression"; Eq. 2.
Border: the image, its channel of ones too, is 0 outside. K = 2 l + 1; the bias stands at the centre
of the window, which is never outside.
"""

from evoproof import (
    KroneckerDelta,
    Piecewise,
    Sum,
    bound,
    bracket,
    by,
    conv,
    definition,
    delta,
    distribute,
    equation,
    fold,
    in_image,
    indices,
    padded,
    padding,
    prove,
    sizes,
    tensor,
    unfold,
)

l, H, W, D_in, D_out = sizes("l H W D_in D_out")
i, j, m = indices(i=H, j=W, m=D_out)
u, v, n = indices(u=2 * l + 1, v=2 * l + 1, n=D_in + 1)
a, b, c = bound("a b c")

X = padded("X", H, W, D_in)
W_conv = tensor("W_conv", 2 * l + 1, 2 * l + 1, D_in, D_out)
bias = tensor("bias", D_out)
X_1 = definition("X_1", (i, j, n), Piecewise((X[i, j, n], n < D_in), (1, True)), padded=True)
centre = KroneckerDelta(u, l) * KroneckerDelta(v, l)
W_1 = definition(
    "W_1", (u, v, n, m), Piecewise((W_conv[u, v, n, m], n < D_in), (bias[m] * centre, True))
)

ones = bracket(in_image((H, W), i - a, j - b))  # the channel of ones

claim = equation(conv(W_conv, X)[i, j, m] + bias[m], conv(W_1, X_1)[i, j, m])

bias_channel = prove(
    claim,
    conv(W_conv, X)[i, j, m] + bias[m],
    by(unfold(conv)),
    Sum(
        W_conv[l - a, l - b, c, m] * X[i - a, j - b, c],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    )
    + bias[m],  # (2)
    by(delta),
    Sum(
        W_conv[l - a, l - b, c, m] * X[i - a, j - b, c],
        (c, 0, D_in - 1),
        (b, -l, l),
        (a, -l, l),
    )
    + Sum(
        bias[m] * KroneckerDelta(a, 0) * KroneckerDelta(b, 0) * ones,
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(X_1), fold(W_1), delta, distribute, padding),
    Sum(
        W_1[l - a, l - b, c, m] * X_1[i - a, j - b, c],
        (c, 0, D_in),
        (b, -l, l),
        (a, -l, l),
    ),
    by(fold(conv)),
    conv(W_1, X_1)[i, j, m],  # (2)
)
