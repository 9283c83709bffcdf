"""The figures of the first commands, as ratios of medians within one interleaved run.

python tests/bench/figures.py [ROUNDS]
"""

from __future__ import annotations

import subprocess
import sys
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


if __name__ == "__main__":
    ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    shell(ROUNDS)
    proofs(ROUNDS)
