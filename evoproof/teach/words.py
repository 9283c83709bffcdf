"""Reasons in words: what each law allows."""

from __future__ import annotations

from evoproof.calc.reasons import Able, Citation, Definition, Reason

LAWS = {
    "exchange": "Sums of sums become one sum, and the order of its variables does not matter.",
    "distribute": "A factor moves into or out of a sum; a sum of terms is split into sums.",
    "reindex": "A summation variable is replaced by an affine expression of another, one to one.",
    "padding": "A range is replaced by another where the summand is 0 on what they do not share.",
    "delta": "An equation for a summation variable, as in a Kronecker delta, removes the variable.",
    "floors": "A floor is evaluated or cancelled: (p*D + d) // D is p where 0 <= d < D.",
    "exp_laws": "exp(x + y) = exp(x)*exp(y), exp(0) = 1, and 1/exp(x) = exp(-x).",
    "cancel": "x/x is 1 where x is shown not to be 0; both sides may be multiplied by such an x.",
    "cases": "A condition is assumed, and then its opposite; sums are split by it.",
    "auto": "Everything that the prover knows.",
}
"""By the name that an author writes."""


def in_words(reason: Reason) -> str:
    """What the reason does, in one sentence."""
    match reason:
        case Definition(name=name, below=False):
            return f"{name} in the line above is replaced by what it stands for."
        case Definition(name=name):
            return f"The line above is the line below with {name} replaced by what it stands for."
        case Citation(lemma=lemma):
            return f"A proved theorem is used: {lemma.title}"
        case Able(written=written) if written in LAWS:
            return LAWS[written]
    return f"{reason.text}."
