"""The figures of the first commands, as ratios of medians within one interleaved run.

python tests/bench/figures.py [ROUNDS]
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from math import log
from pathlib import Path
from statistics import median
from time import perf_counter

from evoproof.library.catalogue import paper

PYTHON = (sys.executable, "-c")
COMMANDS = {
    "python -c pass": (*PYTHON, "pass"),
    "python -c 'import sympy'": (*PYTHON, "import sympy"),
    "evoproof --help": (sys.executable, "-m", "evoproof", "--help"),
    "evoproof list": (sys.executable, "-m", "evoproof", "list"),
    "evoproof prove convolution": (sys.executable, "-m", "evoproof", "prove", "convolution"),
}
PROOF = """
from time import perf_counter
from evoproof.derivations.{name} import {name}
start = perf_counter()
{name}.theorem
print(perf_counter() - start)
"""

CHAIN = """
import sys
from time import perf_counter
from evoproof.claims.undeclared import claim_from
from evoproof.judge.terms import to_terms
from evoproof.prover import prove
n = int(sys.argv[1])
names = ["i", *(f"k{m}" for m in range(1, n)), "j"]
left = "A0[i,k1]"
for m in range(1, n):
    left = f"sum({left}*A{m}[k{m},{names[m + 1]}] for k{m} in range(N{m}))"
right = f"A{n - 1}[{names[n - 1]},j]"
for m in reversed(range(n - 1)):
    right = f"sum(A{m}[{names[m]},k{m + 1}]*{right} for k{m + 1} in range(N{m + 1}))"
tensors = [f"A{m}[N{m},N{m + 1}]" for m in range(n)]
claim = claim_from(left=left, right=right, tensors=tensors, free=["i < N0", f"j < N{n}"])
formula = to_terms(claim)
start = perf_counter()
assert prove(formula.left, formula.right, formula.given[0]).theorem
print(perf_counter() - start)
"""


def shell(rounds: int) -> None:
    """Commands from the shell, beside Python's own start and SymPy's import."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            start = perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            taken[name].append(perf_counter() - start)
    bare, sympy = (median(taken[name]) for name in list(COMMANDS)[:2])
    print(f"{'command':<28}{'ms':>8}{'/ pass':>9}{'/ sympy':>9}")
    for name, times in taken.items():
        one = median(times)
        print(f"{name:<28}{1000 * one:>8.0f}{one / bare:>9.2f}{one / sympy:>9.2f}")


def proofs(rounds: int) -> None:
    """Each derivation of the paper, proved in a process of its own that has loaded everything."""
    print(f"{'proof':<28}{'ms':>8}")
    for entry in paper():
        command = (*PYTHON, PROOF.format(name=entry.name))
        times = [float(subprocess.check_output(command)) for _ in range(rounds)]
        print(f"{entry.name:<28}{1000 * median(times):>8.0f}")


def chains(rounds: int) -> None:
    """A product of n matrices against its reassociation; the last column is the growth."""
    print(f"{'matrix chain':<28}{'ms':>8}{'exponent':>10}")
    before: tuple[int, float] | None = None
    for n in (5, 10, 20, 30):
        command = (*PYTHON, CHAIN, str(n))
        taken = median(float(subprocess.check_output(command)) for _ in range(rounds))
        grown = log(taken / before[1]) / log(n / before[0]) if before else None
        before = n, taken
        print(f"n = {n:<24}{1000 * taken:>8.0f}" + (f"{grown:>10.1f}" if grown else ""))


def claims(rounds: int) -> None:
    """Every claims file of the tests, judged in one process each; and its slowest claim."""
    print(f"{'claims':<28}{'ms':>8}{'claims':>8}{'slowest':>9}")
    for path in sorted((Path(__file__).parent.parent / "claims").glob("*.toml")):
        command = (sys.executable, "-m", "evoproof", "check", "--json", str(path))
        runs = [json.loads(run(command).stdout)["results"] for _ in range(rounds)]
        seconds = [[result["seconds"] for result in results] for results in runs]
        total, slowest = median(map(sum, seconds)), median(map(max, seconds))
        print(f"{path.name:<28}{1000 * total:>8.0f}{len(runs[0]):>8}{1000 * slowest:>9.0f}")


def run(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, stdout=subprocess.PIPE, check=False)


if __name__ == "__main__":
    ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    shell(ROUNDS)
    proofs(ROUNDS)
    chains(ROUNDS)
    claims(min(ROUNDS, 3))
