"""A proof as a chain to be read: what stands there after each rule that changes more than names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evoproof.judge.report import ChainLine
from evoproof.kernel.judgements import children, with_child
from evoproof.kernel.poly import ONE, Poly
from evoproof.kernel.terms import Ge, Tensor, Term
from evoproof.kernel.theorem import Theorem
from evoproof.record.steps import Step, linearise
from evoproof.show import pieces, text_cond, text_poly
from evoproof.show.text import Glyphs

SAID = {
    "reindex": "change of variables",
    "flatten": "two sums as one",
    "scale": "a factor moves into or out of the sum",
    "linearity": "a sum of terms as a sum of sums",
    "domain": "an equivalent range",
    "split": "the range is split",
    "empty": "the range is empty",
    "delta": "the equation is solved",
    "telescope": "a polynomial is summed",
    "index": "equal indices",
    "floor_value": "the value of a floor",
    "floor_cancel": "a common factor in a floor",
    "cancel": "x/x = 1",
    "exp_sum": "exp(x + y) = exp(x) exp(y)",
    "exp_zero": "exp(0) = 1",
    "exp_inverse": "1/exp(x) = exp(-x)",
    "lattice": "the cases of a maximum",
    "max_scale": "a positive factor leaves the maximum",
    "exp_max": "exp is increasing",
    "max_square": "max(x, y) is x or y",
    "max_affine": "what is constant leaves the maximum",
    "max_split": "the range is split",
    "max_flatten": "two maxima as one",
    "max_project": "a variable that the values do not use",
    "max_single": "a maximum of one value",
    "max_zero": "the maximum of 0",
    "cite": "as proved",
    "cases": "both cases",
    "replace_equal": "equals for equals",
}
"""What is said of a rule; ring arithmetic and the like go without saying."""


def chain(theorem: Theorem, glyphs: Glyphs, depth: int = 0) -> Iterator[ChainLine]:
    """The lines of the proof, with the proofs that a step stands on indented before it.

    Raises RecordError where the proof is too long to be written out.
    """
    now = theorem.left
    yield ChainLine(depth, "", tuple(pieces(now, glyphs)))
    said: dict[str, None] = {}
    for step in linearise(theorem).steps:
        if said and step.rule not in said and step.rule in SAID:
            yield _line(depth, said, now, glyphs)
            said = {}
        yield from _premises(step, glyphs, depth + 1)
        now = _put(now, step.path, step.after)
        if step.rule in SAID:
            said.setdefault(step.rule)
    yield _line(depth, said, now, glyphs)


def _line(depth: int, rules: Iterable[str], term: Term, glyphs: Glyphs) -> ChainLine:
    label = ", ".join(SAID[rule] for rule in rules) or "arithmetic"
    return ChainLine(depth, label, tuple(pieces(term, glyphs)))


def _put(term: Term, path: tuple[int, ...], part: Term) -> Term:
    if not path:
        return part
    return with_child(term, path[0], _put(children(term)[path[0]], path[1:], part))


def _premises(step: Step, glyphs: Glyphs, depth: int) -> Iterator[ChainLine]:
    match step.rule, step.arguments:
        case "cases", (_, Ge(expr=expr) as cond, first, second):
            for case, theorem in ((cond, first), (Ge(-expr - ONE), second)):
                yield ChainLine(depth - 1, f"if {text_cond(case, glyphs)}:")
                yield from chain(theorem, glyphs, depth)
        case "replace_equal", (_, _, _, str(name), Poly() as value, Theorem() as theorem):
            yield ChainLine(depth - 1, f"with {name} = {text_poly(value, glyphs)}:")
            yield from chain(theorem, glyphs, depth)
    if step.cited is not None:
        for values in step.cited.substitutions:
            yield ChainLine(depth - 1, f"for all {_names(values)}:")
        yield from chain(step.cited.theorem, glyphs, depth)


def _names(values: object) -> str:
    if isinstance(values, tuple) and values and isinstance(values[0], Tensor):
        return str(values[0])
    return ", ".join(str(name) for name, _ in values) if isinstance(values, tuple) else ""
