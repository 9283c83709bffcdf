"""Greek letters by the names that they have in formulas."""

from __future__ import annotations

_NAMES = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi",
    "psi", "omega",
)  # fmt: skip

GREEK = dict(zip(_NAMES, "αβγδεζηθικλμνξπρστυφχψω", strict=True))
NAME_OF = {letter: name for name, letter in GREEK.items()}
