"""What can come out of a gate: a stable id for each kind of outcome, with what would do."""

from __future__ import annotations

from dataclasses import dataclass

from evoproof.audit.verdict import EntryReport
from evoproof.gate.messages import Report


@dataclass(frozen=True)
class Rule:
    """A kind of outcome: `says` what it means, and `advice` what would do. `name` never changes."""

    name: str
    says: str
    advice: str

    @property
    def id(self) -> str:
        return f"evoproof/{self.name}"


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "refuted",
            "The two sides differ: there is a counterexample.",
            "Compute both sides at the counterexample by hand, then correct the formula.",
        ),
        Rule(
            "wrong-reason",
            "The line is true, but not by the reason that is given.",
            "Name a reason by which the step holds, or leave out the one that is not needed.",
        ),
        Rule(
            "ill-formed",
            "For some sizes something is read outside its shape, or a divisor is zero.",
            "Add the condition that is missing, or declare the tensor as padded.",
        ),
        Rule(
            "vacuous",
            "No sizes satisfy the conditions: it says nothing.",
            "Correct the conditions.",
        ),
        Rule(
            "trivial",
            "Both sides are one expression: it says nothing.",
            "State the side that you meant.",
        ),
        Rule(
            "undecided",
            "Neither proved nor refuted.",
            "Take smaller steps, or give it more time.",
        ),
        Rule(
            "unexpected-pass",
            "Something is proved that was expected to fail.",
            "Drop the expected verdict and its reason, or restore what was to fail.",
        ),
        Rule(
            "erratum-changed",
            "An entry of the audit is not as expected.",
            "Read the entry by evoproof audit, and correct its verdict or its parts.",
        ),
        Rule(
            "not-as-recorded",
            "It is not known as the baseline has it.",
            "If that is meant: evoproof check --record.",
        ),
        Rule(
            "unreadable",
            "It cannot be read.",
            "Correct what stands at this place.",
        ),
        Rule(
            "contradiction",
            "A proof and a counterexample: a fault of evoproof.",
            "Please report it.",
        ),
        Rule(
            "internal-error",
            "Evoproof failed here.",
            "Please report it.",
        ),
    )
}
_OTHER_NAMES = {"unknown": "undecided", "error": "unreadable", "proved": "unexpected-pass"}


def rule_of(report: Report) -> Rule | None:
    """What comes out, of that which passes too where it is an erratum; None: it simply passes."""
    if report.fault:
        return RULES["internal-error"]
    if isinstance(report, EntryReport):
        return None if report.ok else RULES["erratum-changed"]
    if report.ok and report.verdict == "proved":
        return None
    if report.verdict == "proved" and report.trivial:
        return RULES["trivial"]
    return RULES[_OTHER_NAMES.get(report.verdict, report.verdict)]
