"""The real operators that derivations are held against, images with the channels last."""

from evoproof.numeric.operators.attention import (
    Border,
    Neighbours,
    attention,
    beyond,
    everywhere,
    local_attention,
    masked_attention,
    neighbours,
    unfolded_attention,
)
from evoproof.numeric.operators.convolution import average, conv2d, linear
from evoproof.numeric.operators.involution import bottleneck, involution
from evoproof.numeric.operators.multi_head import multi_head_attention

__all__ = [
    "Border",
    "Neighbours",
    "attention",
    "average",
    "beyond",
    "bottleneck",
    "conv2d",
    "everywhere",
    "involution",
    "linear",
    "local_attention",
    "masked_attention",
    "multi_head_attention",
    "neighbours",
    "unfolded_attention",
]
