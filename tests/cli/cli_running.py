"""How the tests run the command line, and the small derivation files that they run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from evoproof.console.group import main

HEAD = '''"""A row of a product, read backwards.

Source: none, Eq. 1.
"""

from evoproof import Sum, auto, bound, by, distribute, equation, indices, prove, reindex
from evoproof import sizes, tensor

n, m = sizes("n m")
i, j = indices(i=n, j=m)
k, c = bound("k c")
A = tensor("A", n, m)
x = tensor("x", m)
claim = equation(
    Sum(A[i, k] * x[k], (k, 0, m - 1)),
    {right},
)
row = prove(
    claim,
    Sum(A[i, k] * x[k], (k, 0, m - 1)),  # (1)
    by({reason}),
    {right},  # (2)
)
'''
BACKWARDS = "Sum(A[i, m - 1 - k] * x[m - 1 - k], (k, 0, m - 1))"


def derivation(right: str = BACKWARDS, reason: str = "reindex") -> str:
    """A derivation file of one step; as it is, it holds."""
    return HEAD.format(right=right, reason=reason)


TRUE = derivation()
FALSE = derivation("Sum(A[i, m - 1 - k] * x[k], (k, 0, m - 1))")
WRONG_REASON = derivation(reason="distribute")
OUTSIDE = derivation("Sum(A[i, k + 1] * x[k], (k, 0, m - 1))")
TRIVIAL = derivation("Sum(x[k] * A[i, k], (k, 0, m - 1))")
AUTOMATIC = derivation(reason="auto")


def written(folder: Path, text: str, name: str = "row.py") -> str:
    """The path of a file with this text."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def evoproof(*arguments: str) -> Result:
    """The command in this process; the exit code is `exit_code`."""
    return CliRunner().invoke(main, list(arguments), prog_name="evoproof")


def shell(
    *arguments: str, before: str = "", folder: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own; `before` is Python that runs first."""
    said = f"sys.argv[1:] = {list(arguments)!r}"
    start = "\n".join(("import sys", before, "from evoproof.cli import run", said, "run()"))
    kept = {
        name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")
    }
    kept["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    kept["PYTHONIOENCODING"] = "utf-8"
    return subprocess.run(
        [sys.executable, "-c", start],
        capture_output=True,
        env=kept | environment,
        cwd=folder,
        check=False,
    )


WITHOUT_TORCH = "sys.modules['torch'] = None"
