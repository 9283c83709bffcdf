"""The same seed gives the same counterexample, in every process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from sympy import Sum

from evoproof.language.symbols import bound, indices, sizes
from evoproof.language.tensors import padded, tensor
from evoproof.refute import refute

SCRIPT = """
import json
from sympy import Eq, Sum, exp
from evoproof.language.symbols import bound, indices, sizes
from evoproof.language.tensors import function, padded, tensor
from evoproof.refute import refute
H, W, l, G, D = sizes("H W l G D")
i, j = indices(i=H, j=W)
a, b = bound("a b")
X, Y, phi = padded("X", H, W), tensor("Y", 2 * l + 1, 2 * l + 1), function("phi")
left = Sum(exp(X[i - a, j - b]) * phi(Y[l - a, l - b] + D), (b, -l, l), (a, -l, l))
right = Sum(exp(X[i - a, j - b]) * phi(Y[l - b, l - a] + D), (b, -l, l), (a, -l, l))
print(json.dumps(refute(left, right, (Eq(D, G * l),), seed=5).to_dict()))
"""


def run(hash_seed: str, script: str = SCRIPT) -> str:
    environment = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.slow
def test_the_answer_does_not_depend_on_the_hash_seed() -> None:
    first = run("0")
    assert '"left"' in first
    assert first == run("1") == run("4242")


def test_the_refuter_does_not_load_the_kernel() -> None:
    """A mistake in the kernel's terms cannot hide a counterexample: they are not there."""
    script = "import sys, evoproof.refute; print([m for m in sys.modules if 'kernel' in m])"
    assert run("0", script).strip() == "[]"


def test_the_answer_does_not_depend_on_earlier_questions() -> None:
    (N,) = (sizes("N"),)
    (a,) = bound("a")
    (n,) = indices(n=N)
    T, Z = tensor("T", N), padded("Z", N)
    asked = Sum(T[a] * Z[a - 1], (a, 0, N - 1)), Sum(T[a] * Z[a + 1], (a, 0, N - 1))
    first = refute(*asked, seed=3)
    refute(T[n], Z[n], seed=8)
    assert refute(*asked, seed=3) == first
