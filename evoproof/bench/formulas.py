"""The two expressions of each operator that are lowered: first and last line of its derivation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evoproof.calc import Derivation
from evoproof.kernel.poly import Poly
from evoproof.kernel.substitution import replace_tensor
from evoproof.kernel.terms import Tensor, Term
from evoproof.language import Sum, bound, definition, exp, indices, sizes, tensor
from evoproof.library.catalogue import choose
from evoproof.library.loading import load


@dataclass(frozen=True)
class Formulas:
    """An operator in its traditional and its Evolution form; the free indices and their extents."""

    traditional: Term
    evolution: Term
    free: Mapping[str, Poly]

    def forms(self) -> dict[str, Term]:
        return {"traditional": self.traditional, "evolution": self.evolution}


def paper(name: str) -> Formulas:
    """Both sides of the paper's derivation of this name."""
    derivation = _derivation(name)
    first, last = derivation.lines[0].term, derivation.lines[-1].term
    return Formulas(first, last, derivation.claim.free)


def attended_sequence() -> Formulas:
    """The paper's `multi_head_sequence`, its attention maps the softmax of scores."""
    whole = paper("multi_head_sequence")
    N, M = sizes("N M")
    maps = tensor("S", M, N, N).tensor
    softmax = _attention()
    return Formulas(
        replace_tensor(whole.traditional, maps, softmax),
        replace_tensor(whole.evolution, maps, softmax),
        whole.free,
    )


def _attention() -> Tensor:
    """S[p, i, r]: the softmax over r of X W_Q W_K^T X^T in head p (Eq. 4)."""
    N, M, D_in, D_k = sizes("N M D_in D_k")
    p, i, r = indices(p=M, i=N, r=N)
    c, e, k, s = bound("c e k s")
    X = tensor("X", N, D_in)
    W_Q, W_K = tensor("W_Q", M, D_in, D_k), tensor("W_K", M, D_in, D_k)
    score = Sum(
        X[i, c] * W_Q[p, c, k] * W_K[p, e, k] * X[r, e],
        (e, 0, D_in - 1), (c, 0, D_in - 1), (k, 0, D_k - 1),
    )  # fmt: skip
    A = definition("A_p", (p, i, r), score)
    total = Sum(exp(A[p, i, s]), (s, 0, N - 1))
    return definition("softmax_p", (p, i, r), exp(A[p, i, r]) / total).tensor


def _derivation(name: str) -> Derivation:
    (choice,) = choose((name,))
    return next(one for one in load(choice) if one.name == name)
