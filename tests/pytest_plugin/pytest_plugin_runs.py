"""Repositories with claims and derivations, and what pytest's run of one comes to, item by item."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

import evoproof.pytest_plugin

CONFIGURED = """
[pytest]
evoproof_files =
    claims/*.toml
    derivations/*.py
"""

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
tensors = "A[N]"
left    = "sum(A[i] for i in range(N))"
right   = "sum(A[i] for i in range(N - 1))"
"""
OUTSIDE = """
[[claim]]
name    = "beyond"
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
HARD = """
[[claim]]
name    = "hard"
scalars = "x, y"
left    = "max(x**4 + y**4 - x * y**3, 0)"
right   = "x**4 + y**4 - x * y**3"
"""

HEAD = '''"""A row of a product, read backwards."""

from evoproof import Sum, auto, bound, by, distribute, equation, indices, prove, reindex
from evoproof import sizes, tensor

n, m = sizes("n m")
(i,) = indices(i=n)
(k,) = bound("k")
A = tensor("A", n, m)
x = tensor("x", m)
claim = equation(
    2 * Sum(A[i, k] * x[k], (k, 0, m - 1)),
    {right},
    given={given},
)
row = prove(
    claim,
    2 * Sum(A[i, k] * x[k], (k, 0, m - 1)),
    by(distribute),
    Sum(2 * A[i, k] * x[k], (k, 0, m - 1)),
    by({reason}),
    {right},
{expect})
'''
BACKWARDS = "Sum(2 * A[i, m - 1 - k] * x[m - 1 - k], (k, 0, m - 1))"
WHY = "the factor x is read forwards"


def derivation(
    right: str = BACKWARDS, reason: str = "reindex", expect: str = "", given: str = "()"
) -> str:
    """A derivation file of two steps, the second of which is this; as it is, it holds."""
    said = f"    expect={expect!r},\n    why={WHY!r},\n" if expect else ""
    return HEAD.format(right=right, reason=reason, expect=said, given=given)


FALSE = "Sum(2 * A[i, m - 1 - k] * x[k], (k, 0, m - 1))"
BEYOND = "Sum(2 * A[i, k + 1] * x[k], (k, 0, m - 1))"
SAME = "2 * Sum(x[k] * A[i, k], (k, 0, m - 1))"


@dataclass
class Run:
    """What became of each item, the text of its failure or the reason why it is expected."""

    code: int
    outcomes: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    properties: dict[str, dict[str, object]] = field(default_factory=dict)
    places: dict[str, tuple[str, int | None, str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


OPTIONS = ("-p", "no:cacheprovider", "-p", "no:unraisableexception")


class Reports:
    """Keeps what pytest reports."""

    def __init__(self) -> None:
        self.collected: list[pytest.CollectReport] = []
        self.ran: list[pytest.TestReport] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.collected.append(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.ran.append(report)


def repository(folder: Path, **files: str) -> None:
    """A repository: `claims_a` is claims/a.toml, `derivations_b` is derivations/b.py."""
    (folder / "pytest.ini").write_text(CONFIGURED)
    for name in ("claims", "derivations"):
        (folder / name).mkdir()
    (folder / "claims" / "good.toml").write_text(PROVED)
    (folder / "derivations" / "good.py").write_text(derivation())
    for name, text in files.items():
        kind, _, stem = name.partition("_")
        ending = ".toml" if kind == "claims" else ".py"
        (folder / kind / f"{stem}{ending}").write_text(text, encoding="utf-8")


def ran(folder: Path, *arguments: str) -> Run:
    """Pytest with this plugin and no other one, in this process."""
    reports = Reports()
    # without unraisableexception, which collects garbage five times when a session ends
    options = [*OPTIONS, "--rootdir", str(folder)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        code = pytest.main([*arguments, *options], plugins=[evoproof.pytest_plugin, reports])
    run = Run(int(code))
    run.errors = [str(report.longrepr) for report in reports.collected if report.failed]
    for report in reports.ran:
        if report.when == "call":
            known = hasattr(report, "wasxfail")
            run.outcomes[report.nodeid] = "xfailed" if known else report.outcome
            run.texts[report.nodeid] = report.wasxfail if known else str(report.longrepr or "")
            run.properties[report.nodeid] = dict(report.user_properties)
            run.places[report.nodeid] = report.location
    return run
