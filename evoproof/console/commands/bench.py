"""`evoproof bench [OPERATOR ...]`: formulas beside hand-written operators, in one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import click

from evoproof.bench.contest import DTYPES, Setting, measure
from evoproof.bench.documents import document, timings
from evoproof.bench.operators import operators
from evoproof.bench.planner import planned
from evoproof.bench.proofs import Timed, chains, commands, proofs
from evoproof.bench.report import Cell
from evoproof.bench.sizes import SIZES
from evoproof.check.exit_codes import NOT_AS_EXPECTED
from evoproof.console import bench
from evoproof.console.terminal import Terminal
from evoproof.library.catalogue import choose
from evoproof.numeric.check import device as find_device

ROUNDS, PROOF_ROUNDS = 9, 3


@click.command("bench")
@click.argument("names", metavar="[OPERATOR ...]", nargs=-1)
@click.option(
    "--size", "sizes", type=click.Choice(list(SIZES)), multiple=True, help="All of them, or these."
)
@click.option(
    "--dtype",
    "dtypes",
    type=click.Choice(DTYPES),
    multiple=True,
    help="All of them, or these. Exact: modulo primes, as ratios to our own float64.",
)
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="cpu",
    show_default=True,
    help="Where it is computed.",
)
@click.option("--rounds", type=click.IntRange(min=1), help="9, and 3 with --proofs.")
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--proofs", "prove", is_flag=True, help="Seconds of proofs; NAMEs are derivations.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def command(
    names: tuple[str, ...],
    sizes: tuple[str, ...],
    dtypes: tuple[str, ...],
    device: str,
    rounds: int | None,
    threads: int,
    prove: bool,
    as_json: bool,
) -> int:
    """Measure how fast formulas are evaluated, as ratios to the best hand-written operator.

    OPERATOR: convolution, local_attention, multi_head, involution, global_attention.

    Traditional and evolution: the two forms of the operator, planned; usual: as it is mostly
    written, by unfold or einsum. Memory: the peak of our forms to that of the best. All forms of a
    row are timed in turns; a ratio is the median over the rounds. Exit codes: 0 measured, also
    where it is slower than aimed at; 1 something cannot be evaluated or computes other values;
    2 usage.

    With --proofs: seconds of the NAMEd derivations, FILE.py and claims of FILE.toml; without a
    NAME, of the paper's derivations, of a chain of matrix products and of short commands.
    """
    terminal = Terminal()
    if prove:
        return _proofs(names, rounds or PROOF_ROUNDS, terminal, as_json)
    chosen = operators(names)
    setting = Setting(find_device(device), rounds or ROUNDS, threads)
    cells: list[Cell] = []
    if not as_json:
        terminal.line(bench.head())
    for one, size, dtype in product(chosen, sizes or SIZES, dtypes or DTYPES):
        with terminal.working(f"{one.name}, {size}, {dtype} ..."):
            cells.append(measure(one, size, dtype, setting, planned))
        if not as_json:
            _print(cells[-1], terminal)
    if as_json:
        terminal.raw(document(cells, setting))
    return 0 if all(cell.sound for cell in cells) else NOT_AS_EXPECTED


def _print(cell: Cell, terminal: Terminal) -> None:
    terminal.line(bench.row(cell))
    for line in bench.under(cell):
        terminal.line(line)


def _proofs(names: Sequence[str], rounds: int, terminal: Terminal, as_json: bool) -> int:
    found: list[Timed] = []
    for one in _timed(names, rounds):
        if not as_json:
            terminal.line(bench.proof_row(one, found[-1] if found else None))
        found.append(one)
    if as_json:
        terminal.raw(timings(found, rounds))
    return 0


def _timed(names: Sequence[str], rounds: int) -> Iterator[Timed]:
    yield from proofs(choose(names), rounds)
    if not names:
        yield from chains(rounds)
        yield from commands(rounds)
