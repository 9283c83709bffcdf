"""Samples that change places: what "shuffled" means in section 2.2.2."""

from __future__ import annotations

from typing import Any

from evoproof.language import Handle, KroneckerDelta, bound, definition
from evoproof.theory.operators import operator

_n, _c = bound("n_ c_")


@operator("P")
def exchanged(X: Handle, s: Any, t: Any) -> Handle:
    """P(X)[n, c], the samples X with sample s and sample t in each other's places.

    X: N x D, or N alone; 0 <= s, t < N. Every permutation is a product of such exchanges.
    """
    rest = (_c,)[: len(X.shape) - 1]
    more = X[(t, *rest)] - X[(s, *rest)]
    body = X[(_n, *rest)] + KroneckerDelta(_n, s) * more - KroneckerDelta(_n, t) * more
    return definition("P", (_n, *rest), body, shape=X.shape, arguments=(X,))
