"""One identity from the command line: its options, the claim that they make, what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import click

from evoproof.check.documents import document
from evoproof.check.exit_codes import exit_code
from evoproof.claims.claim import VERDICTS
from evoproof.claims.errors import ClaimError
from evoproof.claims.syntax import Claim
from evoproof.claims.undeclared import claim_from
from evoproof.console import claims
from evoproof.console.terminal import Terminal
from evoproof.judge.account import report_on
from evoproof.judge.report import ClaimReport, unreadable
from evoproof.judge.workers import Workers
from evoproof.show.text import Glyphs

_TEXTS = {
    "tensors": ("--tensor", "A[N, K]", "Tensors with their shapes."),
    "padded": ("--padded", "X", "Those of them that read 0 outside their shape."),
    "free": ("--free", "i < N", "Free indices with their extents."),
    "given": ("--given", "K >= 1", "A condition on sizes, integers and free indices."),
    "scalars": ("--scalar", "w", "Real numbers."),
    "functions": ("--function", "f", "Unknown real functions of one real argument."),
    "integers": ("--integer", "s", "Integers of either sign."),
    "sizes": ("--size", "N", "All sizes; if left out, the names in shapes and ranges."),
    "let": ("--let", "Q[i] = ...", "An abbreviation."),
}
"""What a claim consists of beside its sides: the option, how it is written, what it is."""


def identity(command: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments and options of a command about LEFT = RIGHT; each text may be repeated."""
    texts = [
        click.option(flag, field, metavar=f"'{shape}'", multiple=True, help=said)
        for field, (flag, shape, said) in _TEXTS.items()
    ]
    others = [
        click.option(
            "--expect", type=click.Choice(VERDICTS[:-1]), default="proved", show_default=True,
            help="The verdict that makes the exit code 0.",
        ),
        click.option("--seed", type=int, default=0, show_default=True, help="Seed of the search."),
        click.option(
            "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
            help="Leave the claim undecided after so long.",
        ),
        click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output."),
        click.option("-v", "--verbose", is_flag=True, help="The proof, or where it stops."),
    ]  # fmt: skip
    for add in reversed([click.argument("left"), click.argument("right"), *texts, *others]):
        command = add(command)
    return command


def answered(
    left: str,
    right: str,
    *,
    expect: str,
    seed: int,
    timeout: float | None,
    as_json: bool,
    verbose: bool,
    forms: bool,
    **texts: Sequence[str],
) -> int:
    """Judge the identity and say what was found; the exit code. `forms`: where the sides part."""
    terminal = Terminal()
    glyphs = terminal.glyphs if verbose or forms else None
    try:
        claim = _claim(left, right, expect, texts)
    except ClaimError as error:
        if not as_json:
            raise
        report = unreadable(error)
    else:
        with terminal.working("judging ..."):
            report = _judged(claim, seed, glyphs, timeout)
    if as_json:
        terminal.raw(document([report]))
    else:
        _print(report, terminal, verbose=verbose, forms=forms or verbose)
    return exit_code([report])


def _claim(left: str, right: str, expect: str, texts: dict[str, Sequence[str]]) -> Claim:
    given: dict[str, Any] = {field: list(found) for field, found in texts.items()}
    given["sizes"] = given["sizes"] or None
    return claim_from(left=left, right=right, expect=expect, **given)


def _judged(claim: Claim, seed: int, glyphs: Glyphs | None, timeout: float | None) -> ClaimReport:
    """In this process, or in another one that can be ended."""
    judge = partial(report_on, seed=seed, glyphs=glyphs)
    if timeout is None:
        return judge(claim)
    with Workers(judge, 1, timeout) as workers:
        (report,) = workers.reports([claim])
    found: ClaimReport = report
    return found


def _print(report: ClaimReport, terminal: Terminal, *, verbose: bool, forms: bool) -> None:
    terminal.line(claims.alone(report))
    for line in claims.details(report, terminal.width, verbose=verbose, forms=forms):
        terminal.line(line)
