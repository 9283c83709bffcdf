"""Small claims files for the tests of the command line: each claim has one verdict."""

from __future__ import annotations

PROVED = """
[[claim]]
name    = "backwards"
sizes   = "N"
tensors = "A[N]"
left    = "sum(A[i] for i in range(N))"
right   = "sum(A[N-1-i] for i in range(N))"
"""
REFUTED = """
[[claim]]
name    = "one-less"
sizes   = "N"
scalars = "w"
functions = "f"
tensors = "A[N, 1]"
free    = "j < 1"
left    = "sum(w * f(A[i, j]) for i in range(N))"
right   = "sum(w * f(A[i, j]) for i in range(N - 1))"
"""
OUTSIDE = """
[[claim]]
name    = "outside"
sizes   = "N"
tensors = "A[N]"
free    = "i < N"
left    = "A[i + 1]"
right   = "A[i + 1] + 0"
"""
VACUOUS = """
[[claim]]
name    = "nothing"
sizes   = "N"
given   = ["N < 0"]
left    = "N"
right   = "N + 1"
"""
TRIVIAL = """
[[claim]]
name    = "the-same"
sizes   = "N"
tensors = "A[N]"
left    = "sum(A[i] for i in range(N))"
right   = "sum(A[j] for j in range(N))"
"""
ERROR = """
[[claim]]
name    = "misspelt"
sizes   = "N"
left    = "N + M"
right   = "N"
"""
UNDECIDED = """
[[claim]]
name    = "undecided"
scalars = "x, y"
left    = "max(x**4 + y**4 - x * y**3, 0)"
right   = "x**4 + y**4 - x * y**3"
"""
RATIO = """
[[claim]]
name    = "ratio"
sizes   = "N"
tensors = "A[N], d[N]"
free    = "i < N"
left    = "(A[i] + A[i]) / d[i]"
right   = "2 * A[i] / d[i]"
"""


def expecting(verdict: str, text: str) -> str:
    """The claim with another verdict that is expected."""
    return f'{text}expect = "{verdict}"\n'
