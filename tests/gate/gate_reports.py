"""Reports made by hand for the tests of a gate's outputs, one of each kind, and hostile ones."""

from __future__ import annotations

from pathlib import Path

from evoproof.audit.entry import Entry
from evoproof.audit.verdict import EntryReport
from evoproof.check.summary import DerivationSummary, FailureSummary, StepSummary
from evoproof.gate.finding import Judged, findings
from evoproof.gate.messages import Report
from evoproof.judge.report import ClaimReport
from evoproof.refute import Counterexample

ROOT = Path("/repository")
FOUND = Counterexample(
    {"N": 1}, {"i": 0}, {"A": [["1", "-1/2"]]}, {"w": "2"}, {"f": {"0": "1"}}, "1", "0"
)
OUTSIDE = Counterexample({"N": 1}, {"i": 0}, access="A[i+1]")


def claim(verdict: str = "proved", name: str = "one", **given: object) -> ClaimReport:
    return ClaimReport(f"{ROOT}/claims/a.toml", name, verdict, line=7, **given)


def step(verdict: str, line: int, would: tuple[str, ...] = ()) -> StepSummary:
    failure = FailureSummary(f"d.py:{line}", (), would=would) if verdict != "proved" else None
    return StepSummary(1, "(2)", "reindexing", verdict, None, 0, 0.0, failure=failure, line=line)


def derivation(verdict: str = "proved", name: str = "row", **given: object) -> DerivationSummary:
    return DerivationSummary(f"{ROOT}/d.py", name, verdict, line=20, **given)


def entry(expect: str) -> EntryReport:
    """An entry that comes out as "definition", whatever is expected of it."""
    made = Entry(
        "E1", "Eq. 1", "a | b", "definition", expect, "as printed", (), (), (), (), "", (), (),
        chapter="heads",
    )  # fmt: skip
    return EntryReport(made, (), (), (), ())


PASSED = (claim(), derivation(), entry("definition"))
ERRATA = (
    claim("refuted", "typo", expected="refuted", why="w is lost", counterexample=FOUND),
    derivation("wrong-reason", expected="wrong-reason", why="it is not linear"),
)
UNDECIDED = claim("unknown", "hard", reason="the budget is spent")
UNREADABLE = DerivationSummary(
    f"{ROOT}/bad.py", "", "error", reason=f"{ROOT}/bad.py:3: invalid syntax"
)
FAULT = claim("unknown", "crash", reason="internal error in x.py:1", fault=True)
WRONG = (
    claim("refuted", "false", counterexample=FOUND, reason="the sides differ"),
    derivation(
        "wrong-reason", "other", reason="step 1: it does not reach",
        steps=(step("wrong-reason", 31, ("linearity",)),),
    ),
    claim("ill-formed", "outside", counterexample=OUTSIDE),
    claim("proved", "empty", trivial=True),
    claim("proved", "fixed", expected="refuted", why="was wrong"),
    entry("true"),
)  # fmt: skip
EVERYTHING = (*PASSED, *ERRATA, UNDECIDED, UNREADABLE, FAULT, *WRONG)

HOSTILE = (
    "x\n::error::pwned",
    "x\r\n::set-output name=a::b",
    "x ##[error]pwned",
    "a,line=1::b%0A::c",
    "<script>alert(1)</script>",
    "a | b ` c ``` **d** ![e](http://f) $g$ @h #1 _i_ ~j~ \\|",
    "]]> &lt; \x00 \x1b[31m \u202e \ud800 \u2028 end",
    "www.example.com https://example.com",
)
"""Texts that would be commands, markup, or no text at all, if they were written as they are."""


def hostile(text: str) -> Report:
    """A surprise whose every text is this one."""
    return ClaimReport(
        text, text, "refuted", reason=text, why=text, counterexample=Counterexample(
            {text: 1}, {}, {text: ["1"]}, {}, {text: {text: text}}, text, text, note=text
        ),
    )  # fmt: skip


def judged(*reports: Report, stopped: str = "") -> Judged:
    return Judged(findings(reports, ROOT), stopped)
