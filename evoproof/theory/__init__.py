"""The operators that derivations speak of, each defined once."""

from evoproof.theory.attention import local_attention, scores
from evoproof.theory.operators import Operator
from evoproof.theory.softmax import bracket, in_image, softmax
from evoproof.theory.windows import Ev, conv, conv_size

__all__ = [
    "Ev",
    "Operator",
    "bracket",
    "conv",
    "conv_size",
    "in_image",
    "local_attention",
    "scores",
    "softmax",
]
