"""A derivation: a claim and a chain of lines with reasons, proved when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evoproof.calc.claim import Claim
from evoproof.calc.display import drawn
from evoproof.calc.lines import Line, Step
from evoproof.calc.reasons import By, said
from evoproof.calc.source import Call, Place, call_site, documentation
from evoproof.calc.step import StepResult, judge
from evoproof.errors import ChainError, EvoproofError
from evoproof.kernel.arithmetic import satisfiable
from evoproof.kernel.judgements import tensors
from evoproof.kernel.rules.equality import transitivity
from evoproof.kernel.terms import Tensor, Term
from evoproof.kernel.theorem import Theorem
from evoproof.kernel.wellformed import Fault, fault
from evoproof.language import from_sympy, symbols_of
from evoproof.prover.denominators import unshown
from evoproof.prover.renaming import up_to_renaming
from evoproof.show.align import align
from evoproof.show.table import table

PROVED = "proved"
ERRATA = ("refuted", "wrong-reason", "unknown", "ill-formed", "vacuous", "trivial")
"""Verdicts that may be expected of a derivation instead, with the reason."""


@dataclass(frozen=True)
class Derivation:
    """A claim, lines, and the steps between them. Nothing is proved before `results` is read.

    `expect` is the verdict that is expected; where it is not "proved", `why` says why.
    """

    name: str
    claim: Claim
    lines: tuple[Line, ...]
    steps: tuple[Step, ...]
    place: Place
    doc: str
    tags: tuple[tuple[str, str], ...]
    expect: str = PROVED
    why: str = ""

    def __repr__(self) -> str:
        return f"<derivation {self.name}: {self.title}>"

    def _repr_latex_(self) -> str | None:
        """The chain, for a notebook that is made into a paper."""
        return drawn(align, self)

    def _repr_html_(self) -> str | None:
        """All of it, with its verdict, for a notebook."""
        return drawn(table, self)

    @property
    def title(self) -> str:
        return self.doc.strip().partition("\n")[0] or self.name

    @property
    def source(self) -> str:
        """The line of the docstring that starts with "Source:"."""
        marked = (line.strip() for line in self.doc.splitlines())
        found = (line.removeprefix("Source:") for line in marked if line.startswith("Source:"))
        return next(found, "").strip()

    @cached_property
    def definitions(self) -> tuple[tuple[Tensor, str], ...]:
        """The tensors that the file defines and the lines use, each with its equation number."""
        read = (one for line in self.lines for one in tensors(line.term))
        used = dict.fromkeys(one for one in read if one.body is not None and not one.arguments)
        return tuple((one, dict(self.tags).get(one.name, "")) for one in used)

    @cached_property
    def fault(self) -> tuple[Line, Fault] | None:
        """The first line that is not well-formed, and why."""
        if fault(self.claim.hypotheses, *(line.term for line in self.lines)) is None:
            return None  # all at once: what several lines read is looked at once
        for line in self.lines:
            found = fault(self.claim.hypotheses, line.term)
            if found is not None:
                return line, found
        return None

    @cached_property
    def warnings(self) -> tuple[Term, ...]:
        """The denominators that are not shown to be non-zero; 1/0 is 0 there."""
        return unshown(self.claim.hypotheses, *(line.term for line in self.lines))

    @cached_property
    def vacuous(self) -> bool:
        """Whether nothing satisfies the hypotheses of the claim."""
        return not satisfiable(self.claim.hypotheses)

    @property
    def trivial(self) -> bool:
        """Whether both sides of the claim are the same expression, but for bound names."""
        left, right = map(up_to_renaming, self.claim.terms)
        return left is right

    @cached_property
    def results(self) -> tuple[StepResult, ...]:
        """The verdict on every step."""
        return tuple(judge(self.claim, step) for step in self.steps)

    @cached_property
    def theorem(self) -> Theorem | None:
        """The claim as a theorem, where every step is proved and the claim says something."""
        if self.fault or self.vacuous or self.trivial:
            return None
        theorems = [result.theorem for result in self.results]
        if None in theorems:
            return None
        whole: Theorem | None = None
        for one in theorems:
            whole = one if whole is None or one is None else transitivity(whole, one)
        return whole

    @property
    def verdict(self) -> str:
        """The verdict of the claims language on the whole."""
        if self.fault:
            return "ill-formed"
        if self.vacuous:
            return "vacuous"
        if self.trivial:
            return "trivial"
        verdicts = [result.verdict for result in self.results]
        worst = (one for one in ("refuted", "wrong-reason", "unknown") if one in verdicts)
        return next(worst, "proved")


def prove(
    claim: Claim | None = None, *chain: Any, expect: str = PROVED, why: str = ""
) -> Derivation:
    """A derivation: claim, expression, by(reason), expression, by(reason), ..., expression.

    The first and last expressions are the two sides of the claim. An erratum, a derivation that is
    to fail, has the verdict that is expected and says why: expect="refuted", why="W_O is missing".
    Raises ChainError where the arguments are no such chain; whether the steps hold is judged when
    it is asked for.
    """
    call = call_site(2)
    _check_expected(call, expect, why)
    if not isinstance(claim, Claim):
        raise ChainError(
            "prove(claim, ...): its first argument is equation(left, right)", str(call.place)
        )
    _check_alternation(call, chain)
    places = call.arguments[1:] or (call.place,) * len(chain)
    lines = tuple(
        Line(expr, _term(expr, place), place)
        for expr, place in zip(chain[::2], places[::2], strict=False)
    )
    _check_ends(claim, lines)
    _check_letters(claim, lines)
    steps = tuple(
        Step(k + 1, lines[k], chain[2 * k + 1], lines[k + 1]) for k in range(len(lines) - 1)
    )
    doc = documentation(2)
    return Derivation(call.name, claim, lines, steps, call.place, doc, call.tags, expect, why)


def _term(expr: Any, place: Place) -> Term:
    try:
        return from_sympy(expr)
    except EvoproofError as error:
        raise ChainError(str(error), str(place)) from error


def _check_expected(call: Call, expect: str, why: str) -> None:
    verdicts = (PROVED, *ERRATA)
    if expect not in verdicts:
        known = ", ".join(verdicts)
        raise ChainError(f"expect is one of {known}, not {expect!r}", str(call.place))
    if not isinstance(why, str) or not why.isprintable():
        raise ChainError("why is one line of text", str(call.place))
    if (expect == PROVED) is bool(why.strip()):
        wanted = "needs" if expect != PROVED else "has no"
        said = f'a derivation that is expected to be {expect} {wanted} why="..."'
        raise ChainError(said, str(call.place))


def _check_alternation(call: Call, chain: tuple[Any, ...]) -> None:
    rule = "a chain is expression, by(reason), expression, ..., expression"
    places = call.arguments[1:] or (call.place,) * len(chain)
    for k, (one, place) in enumerate(zip(chain, places, strict=False)):
        if isinstance(one, By) is not (k % 2 == 1):
            wanted = "by(reason)" if k % 2 else "an expression"
            found = said(one)
            raise ChainError(f"{wanted} is needed here, not {found}: {rule}", str(place))
    if len(chain) < 3 or len(chain) % 2 == 0:
        raise ChainError(f"the last line or its reason is missing: {rule}", str(call.place))


def _check_ends(claim: Claim, lines: tuple[Line, ...]) -> None:
    for line, side, which in zip(
        (lines[0], lines[-1]), claim.terms, ("first", "last"), strict=True
    ):
        if line.term is not side:
            expected = claim.left if which == "first" else claim.right
            raise ChainError(
                f"the {which} line is {line.expr}, but the claim says {expected}", str(line.place)
            )


def _check_letters(claim: Claim, lines: tuple[Line, ...]) -> None:
    known = set(claim.letters)
    for line in lines:
        foreign = sorted(str(one) for one in symbols_of(line.expr) if one not in known)
        if foreign:
            verb = "is" if len(foreign) == 1 else "are"
            raise ChainError(f"{', '.join(foreign)} {verb} not in the claim", str(line.place))
