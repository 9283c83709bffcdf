"""The language that derivations are written in: SymPy expressions over our symbols and tensors."""

from evoproof.language.conditions import conditions_from_sympy
from evoproof.language.from_sympy import from_sympy, symbols_of
from evoproof.language.integers import integer_from_sympy
from evoproof.language.notation import KroneckerDelta, Mod, Piecewise, Rational, Sum, exp, floor
from evoproof.language.symbols import Bound, Index, Size, bound, indices, sizes
from evoproof.language.tensors import Handle, TensorLabel, definition, function, padded, tensor
from evoproof.language.to_sympy import to_sympy

__all__ = [
    "Bound",
    "Handle",
    "Index",
    "KroneckerDelta",
    "Mod",
    "Piecewise",
    "Rational",
    "Size",
    "Sum",
    "TensorLabel",
    "bound",
    "conditions_from_sympy",
    "definition",
    "exp",
    "floor",
    "from_sympy",
    "function",
    "indices",
    "integer_from_sympy",
    "padded",
    "sizes",
    "symbols_of",
    "tensor",
    "to_sympy",
]
