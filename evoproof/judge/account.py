"""What a proof consists of, and where the two sides part if there is none: for people, as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from evoproof.claims.syntax import Claim
from evoproof.judge.chain import chain
from evoproof.judge.judge import Judgement, judgement
from evoproof.judge.report import ChainLine, ClaimReport, Forms, Proof, failed
from evoproof.kernel.terms import Add, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover import Outcome
from evoproof.prover.renaming import up_to_renaming
from evoproof.record import RecordError
from evoproof.record.steps import in_order
from evoproof.show import pieces, text, text_cond
from evoproof.show.text import Glyphs


def report_on(
    claim: Claim, seed: int = 0, glyphs: Glyphs | None = None, watch: bool = True
) -> ClaimReport:
    """The verdict on a claim; with `glyphs`, with an account of the proof in them.

    A fault of evoproof leaves the claim undecided and says so: a gate has others to judge.
    """
    try:
        made = judgement(claim, seed, watch=watch)
        return made.report if glyphs is None else explained(made, glyphs)
    except Exception as error:
        return failed(claim, error)


def explained(judgement: Judgement, glyphs: Glyphs) -> ClaimReport:
    """The report with an account of every theorem, or of the forms where the proof stopped."""
    tried = judgement.attempt
    if tried is None:
        return judgement.report
    forms = None
    if tried.failed is not None:
        several = judgement.formula is not None and len(judgement.formula.given) > 1
        given = tuple(text_cond(cond, glyphs) for cond in tried.case) if several else ()
        forms = _forms(tried.failed, given, glyphs)
    proofs = tuple(_proof(one, glyphs) for one in tried.theorems)
    return replace(judgement.report, proofs=proofs, forms=forms)


def _proof(theorem: Theorem, glyphs: Glyphs) -> Proof:
    try:
        steps = [step for linear in in_order((theorem,)) for step in linear.steps]
    except RecordError as error:
        return Proof(0, (), (ChainLine(0, str(error)),))
    counts = Counter(step.rule for step in steps)
    rules = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return Proof(len(steps), tuple(rules), tuple(chain(theorem, glyphs)))


def _forms(failed: Outcome, given: tuple[str, ...], glyphs: Glyphs) -> Forms | None:
    if failed.left is None or failed.right is None:
        return None
    left, right = _summands(failed.left), _summands(failed.right)
    return Forms(
        tuple(pieces(failed.left, glyphs)),
        tuple(pieces(failed.right, glyphs)),
        _without(left, right, glyphs),
        _without(right, left, glyphs),
        given,
    )


def _summands(term: Term) -> Sequence[Term]:
    return term.args if isinstance(term, Add) else (term,)


def _without(these: Sequence[Term], those: Sequence[Term], glyphs: Glyphs) -> tuple[str, ...]:
    """The summands that the other side does not have as often, bound names aside."""
    left = Counter(map(up_to_renaming, those))
    found: list[str] = []
    for one in these:
        key = up_to_renaming(one)
        if left[key] > 0:
            left[key] -= 1
        else:
            found.append(text(one, glyphs))
    return tuple(found)
