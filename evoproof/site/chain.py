"""From the report on a derivation to what its page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from evoproof.calc import Derivation
from evoproof.calc.reasons import Citation, Definition, Reason
from evoproof.calc.step import ancestors
from evoproof.check.report import DerivationReport, StepReport
from evoproof.check.summary import step_summary
from evoproof.kernel.judgements import tensors
from evoproof.kernel.poly import ZERO, poly
from evoproof.kernel.terms import Tensor
from evoproof.kernel.theorem import Theorem
from evoproof.language import conditions_from_sympy
from evoproof.record.steps import RecordError, Step, linearise
from evoproof.show import (
    mathml,
    mathml_definition,
    mathml_equation,
    mathml_name,
    mathml_poly,
    mathml_relation,
    text,
    text_cond,
)
from evoproof.show.changes import Changed, changed
from evoproof.show.natural import relations
from evoproof.site.documentation import equations, facts
from evoproof.site.figures import compared, counterexample, numbers
from evoproof.site.view import (
    DefinitionView,
    DerivationView,
    FailureView,
    KernelStepView,
    LineView,
    ReasonView,
    StepView,
)


def view(report: DerivationReport, derivation: Derivation, topics: Sequence[str]) -> DerivationView:
    """Everything that the page of the derivation shows, without terms and theorems."""
    found = dict.fromkeys(one for line in derivation.lines for one in tensors(line.term))
    anchors = _anchors(sorted(found, key=lambda one: one.body is not None))
    lines = _lines(derivation)
    tags = (tag for line in derivation.lines for tag in [line.place.tag] if tag)
    claim = derivation.claim
    given = [c for one in claim.given for c in conditions_from_sympy(one)]
    free = ((ZERO, "<=", poly(name), "<", extent) for name, extent in claim.free.items())
    wrong = report.counterexample if not report.ok else None
    return DerivationView(
        derivation.name, Path(derivation.place.file).name, derivation.title,
        facts(derivation.doc), tuple(topics), equations(derivation.doc, tags),
        report.verdict, report.expected, report.why, report.reason or "",
        counterexample(wrong), report.warnings,
        tuple(_markup(mathml_poly(poly(name))) for name in claim.sizes),
        tuple(_markup(mathml_relation(one)) for one in free),
        tuple(_markup(mathml_relation(one)) for one in relations(given)),
        _markup(mathml_equation(*claim.terms, block=True)),
        lines[0],
        tuple(_step(one, line, anchors) for one, line in
              zip(report.steps, lines[1:], strict=True)),
        tuple(_definitions(anchors, dict(derivation.definitions))),
        numbers(report),
        _rules(report),
    )  # fmt: skip


def _markup(shown: str) -> Markup:
    return Markup(shown)  # a printer's MathML, in which every name is escaped


def _lines(derivation: Derivation) -> list[LineView]:
    """The lines with marks: what the line above has not, and what the line below has not."""
    terms = [line.term for line in derivation.lines]
    found = []
    for number, line in enumerate(derivation.lines):
        new = changed(line.term, terms[number - 1]) if number else Changed()
        gone = changed(line.term, terms[number + 1]) if number + 1 < len(terms) else Changed()
        shown = mathml(line.term, block=True, marks=(("new", new), ("gone", gone)))
        found.append(LineView(number, line.place.tag, Markup(shown), tuple(_said(new))))
    return found


def _said(new: Changed) -> Iterator[str]:
    """What is new, for those who do not see the marks."""
    yield from sorted(text(one) for one in new.whole)
    if new.heads:
        yield "the range of a sum" if len(new.heads) == 1 else "the ranges of sums"
    yield from sorted({f"an index in {text(access)}" for access, _ in new.indices})


def _anchors(found: Sequence[Tensor]) -> dict[Tensor, str]:
    """A place on the page for every tensor; tensors of one name are numbered."""
    seen: Counter[str] = Counter()
    anchors = {}
    for tensor in found:
        seen[tensor.name] += 1
        number = f"-{seen[tensor.name]}" if seen[tensor.name] > 1 else ""
        anchors[tensor] = f"def-{tensor.name}{number}"
    return anchors


def _definitions(
    anchors: Mapping[Tensor, str], tags: Mapping[Tensor, str]
) -> Iterator[DefinitionView]:
    for tensor, anchor in anchors.items():
        formula = None
        if tensor.body is not None:
            formula = Markup(mathml_definition(tensor, block=True))
        yield DefinitionView(
            anchor, Markup(mathml_name(tensor.name)), tags.get(tensor, ""), formula,
            tuple(_markup(mathml_poly(size)) for size in tensor.shape), tensor.padded,
        )  # fmt: skip


def _step(report: StepReport, line: LineView, anchors: Mapping[Tensor, str]) -> StepView:
    result = report.result
    return StepView(
        report.index, tuple(_reason(one, anchors) for one in result.step.by.reasons), line,
        report.verdict, result.inferences, compared(report.numbers),
        _kernel(result.theorem), _failure(report),
    )  # fmt: skip


def _reason(reason: Reason, anchors: Mapping[Tensor, str]) -> ReasonView:
    name = reason.written.partition("(")[0]
    match reason:
        case Definition():
            opened = (anchor for tensor, anchor in anchors.items() if reason.opens(tensor))
            what = reason.text.removeprefix(f"{name} ")
            return ReasonView(name, name, what, anchor=next(opened, ""))
        case Citation(lemma=lemma):
            return ReasonView(name, "by", lemma.name, lemma=lemma.name)
    return ReasonView(name, reason.text)


def _failure(report: StepReport) -> FailureView | None:
    found = step_summary(report, "unicode").failure
    if found is None:
        return None
    formulas = tuple((label, " ".join(parts)) for label, parts in found.formulas)
    return FailureView(
        report.reason or "", formulas, counterexample(found.counterexample), found.would
    )


def _kernel(theorem: Theorem | None) -> tuple[KernelStepView, ...]:
    """The steps of a proof; none where there is none, or it is too long to be written out."""
    if theorem is None:
        return ()
    try:
        return tuple(map(_kernel_step, linearise(theorem).steps))
    except RecordError:
        return ()


def _kernel_step(step: Step) -> KernelStepView:
    path = ".".join(str(child) for child in step.path)
    where = f"at {path}" if path else "at the root"
    return KernelStepView(
        step.rule, f"backwards, {where}" if step.backward else where,
        text(step.before), text(step.after), tuple(text_cond(side.goal) for side in step.sides),
    )  # fmt: skip


def _rules(report: DerivationReport) -> tuple[tuple[str, int], ...]:
    """How often each rule of the kernel is applied in the proofs of the steps."""
    theorems = [one.result.theorem for one in report.steps]
    used = Counter(
        one.rule for theorem in theorems if theorem is not None for one in ancestors(theorem)
    )
    return tuple(sorted(used.items()))
