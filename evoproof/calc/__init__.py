"""The chain: a claim, lines and reasons, each step enforced."""

from evoproof.calc.claim import Claim, equation
from evoproof.calc.derivation import Derivation, prove
from evoproof.calc.lines import Line, Step
from evoproof.calc.reasons import (
    auto,
    by,
    cancel,
    cases,
    cite,
    delta,
    distribute,
    exchange,
    exp_laws,
    floors,
    fold,
    padding,
    reindex,
    unfold,
)
from evoproof.calc.step import StepResult

__all__ = [
    "Claim",
    "Derivation",
    "Line",
    "Step",
    "StepResult",
    "auto",
    "by",
    "cancel",
    "cases",
    "cite",
    "delta",
    "distribute",
    "equation",
    "exchange",
    "exp_laws",
    "floors",
    "fold",
    "padding",
    "prove",
    "reindex",
    "unfold",
]
