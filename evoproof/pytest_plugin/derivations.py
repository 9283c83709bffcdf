"""Derivation files: run when they are collected, as test modules are; proved when an item runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

from evoproof.calc import Derivation
from evoproof.check.check import check
from evoproof.check.conclusion import from_numbers
from evoproof.check.report import MEANINGLESS, DerivationReport, StepReport
from evoproof.gate.messages import counterexample_line, one_line
from evoproof.library.catalogue import Choice
from evoproof.library.errors import LibraryError
from evoproof.library.loading import load
from evoproof.pytest_plugin.outcomes import (
    PROVED,
    UNKNOWN,
    Erratum,
    GateItem,
    Surprise,
    shown,
    worded,
)
from evoproof.pytest_plugin.setup import NUMBERS


class DerivationsFile(pytest.File):
    """A derivation file: a collector for each of its derivations."""

    def collect(self) -> Iterator[DerivationCollector]:
        """The derivations. Raises CollectError for a file that cannot be run or has none."""
        try:
            found = load(Choice(shown(self.path)))
        except LibraryError as error:
            message = one_line(str(error))
            raise self.CollectError(f"{message}\nno derivation of this file is judged") from None
        for one in found:
            yield DerivationCollector.from_parent(self, name=one.name, derivation=one)


class DerivationCollector(pytest.Collector):
    """A derivation: an item for each step, for its numbers if wanted, and for its verdict."""

    def __init__(self, *, derivation: Derivation, **given: Any) -> None:
        super().__init__(**given)
        self.derivation = derivation

    @cached_property
    def report(self) -> DerivationReport:
        """The gate's report, made once, by whichever item runs first."""
        return check(self.derivation, numbers=self.config.stash[NUMBERS])

    def collect(self) -> Iterator[DerivationItem]:
        """The items, in the order of the chain."""
        for step in self.derivation.steps:
            name, line = f"step-{step.index}", step.below.place.line
            yield StepItem.from_parent(self, name=name, line=line, of=self, index=step.index)
        line = self.derivation.place.line
        if self.config.stash[NUMBERS]:
            yield NumbersItem.from_parent(self, name="numbers", line=line, of=self)
        yield VerdictItem.from_parent(self, name="verdict", line=line, of=self)


class DerivationItem(GateItem):
    """An item of a derivation."""

    def __init__(self, *, of: DerivationCollector, **given: Any) -> None:
        super().__init__(**given)
        self.of = of

    def wrong(self, what: str, more: str) -> None:
        """Fail; in an erratum whose verdict is as expected, that was expected too."""
        where = f"{self.of.derivation.place.file}:{self.line}"
        report = self.of.report
        if report.ok and report.expected != PROVED:
            self.expected_failure(Erratum(where, what, more), report.why)
        raise Surprise(where, what, more)


class StepItem(DerivationItem):
    """A step, by its index from 1: it passes if it is proved."""

    def __init__(self, *, index: int, **given: Any) -> None:
        super().__init__(**given)
        self.index = index

    def runtest(self) -> None:
        """Judge the derivation, and look at this step."""
        step = self.of.report.steps[self.index - 1]
        self.user_properties.append(("verdict", step.verdict))
        if step.verdict != PROVED:
            said = f"{worded(UNKNOWN)}: " if step.verdict == UNKNOWN else ""
            self.wrong(f"step {self.index}: {said}{step.reason}", _seen(step))


def _seen(step: StepReport) -> str:
    """The counterexample, or the reasons by which the step holds."""
    failure = step.result.failure
    if failure is None:
        return ""
    if failure.counterexample is not None:
        return counterexample_line(failure.counterexample)
    return f"it holds by: {', '.join(failure.would)}" if failure.would else ""


class NumbersItem(DerivationItem):
    """The numbers: they agree with every step, and with the operators that torch has."""

    def runtest(self) -> None:
        """Judge the derivation with numbers, and look at those."""
        report = self.of.report
        if report.verdict in MEANINGLESS:
            return
        steps = [step for step in report.steps if step.numbers is None or not step.numbers.agree]
        operators = [one.name for one in report.operators if not one.agree]
        if steps or operators:
            apart = [f"step {step.index}" for step in steps] + operators
            found = from_numbers(steps[0].numbers) if steps else None
            more = counterexample_line(found) if found is not None else report.reason or ""
            self.wrong(f"numbers: not confirmed: {', '.join(apart)}", more)


class VerdictItem(DerivationItem):
    """The whole: well-formed, neither vacuous nor trivial, a theorem; and as expected."""

    def runtest(self) -> None:
        """Judge the derivation, and look at the verdict on the whole."""
        derivation, report = self.of.derivation, self.of.report
        self.conclude(str(derivation.place), report, derivation.why)
        if derivation.theorem is None:
            raise Surprise(str(derivation.place), f"{derivation.name}: proved, but no theorem")
