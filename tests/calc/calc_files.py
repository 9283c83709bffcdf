"""Derivation files written for one test, and loaded as a user's are."""

from __future__ import annotations

from pathlib import Path

from evoproof.calc import Derivation
from evoproof.library.catalogue import Choice
from evoproof.library.loading import load

HEAD = '''"""A case.

Source: a test.
"""

from evoproof import *

N, M = sizes("N M")
i, j = indices(i=N, j=M)
a, b, c = bound("a b c")
T = tensor("T", N)
A = tensor("A", N, M)
X = padded("X", N)
D = definition("D", (i,), 2 * T[i])
'''


def write(folder: Path, body: str, name: str = "case") -> Path:
    """A derivation file of the letters above and the body."""
    file = folder / f"{name}.py"
    file.write_text(HEAD + body)
    return file


def derive(folder: Path, body: str, name: str = "case") -> Derivation:
    """The last derivation of such a file."""
    return load(Choice(write(folder, body, name)))[-1]


def line_of(file: Path, part: str) -> int:
    """The number of the only line that has this part."""
    (found,) = [k for k, line in enumerate(file.read_text().splitlines(), 1) if part in line]
    return found
