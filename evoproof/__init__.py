"""evoproof proves that tensor formulas are equal for every size.

The names below are the language of derivations; they are loaded when they are first used, so that
`import evoproof` costs nothing.
"""

import builtins
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "evoproof.calc": (
        "Derivation", "auto", "by", "cancel", "cases", "cite", "delta", "distribute", "equation",
        "exchange", "exp_laws", "floors", "fold", "padding", "prove", "reindex", "unfold",
    ),
    "evoproof.language": (
        "KroneckerDelta", "Mod", "Piecewise", "Rational", "Sum", "bound", "definition", "exp",
        "floor", "function", "indices", "padded", "sizes", "tensor",
    ),
    "evoproof.theory": (
        "Ev", "Inv", "aggregate_heads", "bracket", "concat", "conv", "conv_size",
        "exchanged", "head_outputs", "head_scores", "head_softmax", "image_attention",
        "image_scores", "image_softmax", "in_image", "local_attention",
        "multi_head_attention", "position_attention", "position_scores", "positioned",
        "query_attention", "query_scores", "relative_scores", "relative_self_attention",
        "row_softmax", "scores", "sequence_attention", "sequence_scores", "softmax",
    ),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)


def _solver_folders() -> list[str]:
    """Where z3's library lies: beside its package, or where Conda puts it."""
    found = find_spec("z3")
    beside = (found and found.submodule_search_locations) or ()
    return [*(path for one in beside for path in (f"{one}/lib", one)), f"{sys.prefix}/lib"]


# without this z3 takes its library from the current folder first, whoever has put it there
if not hasattr(builtins, "Z3_LIB_DIRS"):
    vars(builtins)["Z3_LIB_DIRS"] = _solver_folders()


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'evoproof' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
