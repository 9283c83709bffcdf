"""Seconds of proofs: derivations, claims, a chain of matrix products; and of short commands.

Each is taken several times, every time in a process of its own that has loaded everything first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Literal

from evoproof.bench.chains import chain_seconds
from evoproof.bench.processes import alone, command_seconds
from evoproof.check.proof import judged
from evoproof.claims.files import read_file
from evoproof.claims.syntax import Claim
from evoproof.judge.account import report_on
from evoproof.library.catalogue import Choice
from evoproof.library.loading import load

Kind = Literal["derivation", "claim", "chain", "command"]

CHAINS = (5, 10, 20, 30)
COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "python -c 'import sympy'": ("-c", "import sympy"),
    "evoproof --help": ("-m", "evoproof", "--help"),
    "evoproof list": ("-m", "evoproof", "list"),
    "evoproof prove convolution": ("-m", "evoproof", "prove", "convolution"),
}


@dataclass(frozen=True)
class Timed:
    """What was done, and its seconds, round by round."""

    kind: Kind
    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.seconds)


def proofs(choices: Iterable[Choice], rounds: int) -> Iterator[Timed]:
    """Every derivation and every claim of the files."""
    for choice in choices:
        if choice.is_claims:
            yield from _all("claim", [alone(_claims, choice.file) for _ in range(rounds)])
        else:
            yield from _all("derivation", [alone(_derivations, choice) for _ in range(rounds)])


def chains(rounds: int) -> Iterator[Timed]:
    """A product of n matrices against its reassociation."""
    for n in CHAINS:
        seconds = tuple(alone(chain_seconds, n) for _ in range(rounds))
        yield Timed("chain", f"n = {n}", seconds)


def commands(rounds: int) -> Iterator[Timed]:
    """Commands from the shell, in turns, beside Python's own start and SymPy's import."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            taken[name].append(command_seconds(command))
    for name, seconds in taken.items():
        yield Timed("command", name, tuple(seconds))


def _all(kind: Kind, runs: Sequence[Sequence[tuple[str, float]]]) -> Iterator[Timed]:
    """The rounds of each name; a file gives the same names every time."""
    for same in zip(*runs, strict=True):
        yield Timed(kind, same[0][0], tuple(seconds for _, seconds in same))


def _derivations(choice: Choice) -> list[tuple[str, float]]:
    """What each derivation cites is proved before, and not counted."""
    return [(one.name, judged(one).seconds) for one in load(choice)]


def _claims(file: Path) -> list[tuple[str, float]]:
    """The claims that can be read."""
    return [(one.name, _seconds(one)) for one in read_file(file) if isinstance(one, Claim)]


def _seconds(claim: Claim) -> float:
    start = perf_counter()
    report_on(claim)
    return perf_counter() - start
