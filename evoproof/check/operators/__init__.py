"""The real operators that the paper's derivations start from, by the derivation's name.

A derivation names its tensors and sizes by one scheme: image X, weights W or W_conv, projections
W_Q, W_K, W_V, W_O; window radius l, stride S, dilation d, padding P, groups G, heads M.
"""

from evoproof.check.operators.attentions import ATTENTIONS
from evoproof.check.operators.convolutions import CONVOLUTIONS
from evoproof.check.operators.expressed import EXPRESSED
from evoproof.check.operators.involutions import INVOLUTIONS
from evoproof.check.operators.multi_head import MULTI_HEAD
from evoproof.check.operators.operator import Operator

__all__ = ["OPERATORS", "Operator"]

OPERATORS: dict[str, tuple[Operator, ...]] = {
    **CONVOLUTIONS,
    **ATTENTIONS,
    **MULTI_HEAD,
    **INVOLUTIONS,
    **EXPRESSED,
}
