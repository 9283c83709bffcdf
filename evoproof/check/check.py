"""`check(derivation)`: every step proved, every line well-formed and confirmed by numbers."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from evoproof.calc import Derivation
from evoproof.check.numbers import confirmed
from evoproof.check.proof import judged
from evoproof.check.report import MEANINGLESS, DerivationReport
from evoproof.numeric.check import Options


def check(
    derivation: Derivation, *, numbers: bool = True, device: str = "auto", seed: int = 0,
    scale: str = "medium", max_bytes: int | None = None,
) -> DerivationReport:  # fmt: skip
    """Judge a derivation, with numbers unless they are not wanted.

    `device` is cpu, cuda or auto; `scale` and `max_bytes` as in `numeric.check.Options`. Raises
    NumericUnavailable where numbers are wanted and torch, or the device, is not there.
    """
    report = judged(derivation)
    proof, start = report.seconds, perf_counter()
    if numbers and report.verdict not in MEANINGLESS:
        options = Options(seed, device, scale, max_bytes)
        report = confirmed(report, derivation, options)
    return replace(report, seconds=proof + perf_counter() - start)
