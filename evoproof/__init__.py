"""evoproof proves that tensor formulas are equal for every size.

The names below are the language of derivations; they are loaded when they are first used, so that
`import evoproof` costs nothing.
"""

from importlib import import_module
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


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'evoproof' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
