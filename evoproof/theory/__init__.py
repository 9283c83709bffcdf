"""The operators that derivations speak of, each defined once."""

from evoproof.theory.attention import local_attention, scores
from evoproof.theory.heads import (
    aggregate_heads,
    concat,
    head_outputs,
    head_scores,
    head_softmax,
    multi_head_attention,
)
from evoproof.theory.involution import Inv
from evoproof.theory.operators import Operator
from evoproof.theory.permutations import exchanged
from evoproof.theory.positions import position_attention, position_scores, positioned
from evoproof.theory.relative import relative_scores, relative_self_attention
from evoproof.theory.sequences import (
    image_attention,
    image_scores,
    image_softmax,
    query_attention,
    query_scores,
    row_softmax,
    sequence_attention,
    sequence_scores,
)
from evoproof.theory.softmax import bracket, in_image, softmax
from evoproof.theory.windows import Ev, conv, conv_size

__all__ = [
    "Ev",
    "Inv",
    "Operator",
    "aggregate_heads",
    "bracket",
    "concat",
    "conv",
    "conv_size",
    "exchanged",
    "head_outputs",
    "head_scores",
    "head_softmax",
    "image_attention",
    "image_scores",
    "image_softmax",
    "in_image",
    "local_attention",
    "multi_head_attention",
    "position_attention",
    "position_scores",
    "positioned",
    "query_attention",
    "query_scores",
    "relative_scores",
    "relative_self_attention",
    "row_softmax",
    "scores",
    "sequence_attention",
    "sequence_scores",
    "softmax",
]
