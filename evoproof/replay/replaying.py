"""`replay(record)`: every step of every theorem, checked from the record alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evoproof.replay.alpha import same
from evoproof.replay.cite import Statement
from evoproof.replay.decide import Decider
from evoproof.replay.document import Document, Step, read_document
from evoproof.replay.facts import Account, Facts
from evoproof.replay.failure import Refusal, ReplayError, refuse_unless
from evoproof.replay.premises import PREMISED
from evoproof.replay.rules import RULES
from evoproof.replay.statement import in_words
from evoproof.replay.strict import load
from evoproof.replay.terms import Binder, Term, with_kids


@dataclass(frozen=True)
class Report:
    """What was checked, and how long it took; `claim` says what is proved, line by line."""

    name: str
    claim: tuple[str, ...]
    theorems: int
    steps: int
    side_conditions: int
    seconds: float


def replay(data: dict[str, Any] | str | Path) -> Report:
    """Check a proof record, given as a dict, as JSON text, or as the path of a file.

    Raises ReplayError(where, what) for a record that is not, word for word, a proof.
    """
    start = time.perf_counter()
    try:
        document = read_document(load(data))
        _check(document)
    except RecursionError:
        raise ReplayError("record", "its terms are nested too deeply") from None
    steps = [step for _, steps in document.theorems for step in steps]
    sides = sum(len(step.sides) for step in steps)
    seconds = time.perf_counter() - start
    claim = in_words(document.claim)
    return Report(document.name, claim, len(document.theorems), len(steps), sides, seconds)


def _check(document: Document) -> None:
    decider = Decider()
    proved: list[Statement] = []
    for number, (statement, steps) in enumerate(document.theorems):
        _check_theorem(statement, steps, proved, decider, f"theorems[{number}]")
        proved.append(statement)
    _check_chain(document, [proved[number] for number in document.chain])


def _check_theorem(
    statement: Statement, steps: Sequence[Step], proved: Sequence[Statement], decider: Decider,
    where: str,
) -> None:  # fmt: skip
    now = statement.left
    for step in steps:
        facts = Facts(statement.hypotheses, Account(step.sides, decider))
        try:
            now = _rewritten(now, step.path, step, facts, proved)
            facts.account.close()
        except Refusal as refusal:
            raise ReplayError(f"{step.where} ({step.rule})", str(refusal)) from None
    if not same(now, statement.right):
        raise ReplayError(where, "the steps do not end at the right side")


def _rewritten(
    term: Term, path: Sequence[int], step: Step, facts: Facts, proved: Sequence[Statement]
) -> Term:
    """The term with the step made at the path; a binder on the way adds its conditions."""
    if not path:
        refuse_unless(same(term, step.before), "another term stands at the path")
        _check_step(step, facts, proved)
        return step.after
    kids = list(term.kids)
    refuse_unless(0 <= path[0] < len(kids), f"there is no subterm {path[0]} on the path")
    if isinstance(term, Binder):
        facts = facts.under(term.names, term.conds)
    kids[path[0]] = _rewritten(kids[path[0]], path[1:], step, facts, proved)
    return with_kids(term, tuple(kids))


def _check_step(step: Step, facts: Facts, proved: Sequence[Statement]) -> None:
    """That the rule takes one side of the step to the other."""
    left, right = (step.after, step.before) if step.backward else (step.before, step.after)
    if step.rule in PREMISED:
        result = PREMISED[step.rule](left, right, facts, proved, **step.arguments)
    else:
        result = RULES[step.rule](left, right, facts, **step.arguments)
    refuse_unless(same(result, right), "the rule gives another term than the recorded one")


def _check_chain(document: Document, lines: Sequence[Statement]) -> None:
    """That the lines follow one another, from the left side of the claim to its right side."""
    if not lines:
        raise ReplayError("chain", "there is no line")
    now = document.claim.left
    for number, line in enumerate(lines):
        if not line.hypotheses <= document.claim.hypotheses:
            raise ReplayError(f"chain[{number}]", "a hypothesis is not one of the claim")
        if not same(now, line.left):
            raise ReplayError(f"chain[{number}]", "it does not begin where the line before ends")
        now = line.right
    if not same(now, document.claim.right):
        raise ReplayError("chain", "it does not end at the right side of the claim")
