"""The tables of `evoproof bench`: operators against hand-written ones, and proofs in seconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from rich.text import Text

from evoproof.bench.operators import MEMORY_AIM
from evoproof.bench.proofs import CHAINS, Timed
from evoproof.bench.report import Cell, Contestant
from evoproof.console.formulas import duration

HEADS = (
    "operator", "size", "dtype", "best", "time", "traditional", "evolution", "usual", "memory",
    "aim",
)  # fmt: skip
WIDTHS = (17, 7, 8, 20, 9, 12, 10, 6, 7, 5)
PROOF_WIDTH = 40


def head() -> Text:
    return Text(_row(HEADS), "dim")


def row(cell: Cell) -> Text:
    """Times are ratios to the best reference, and so is memory: the larger one of both forms."""
    best, ours = cell.best, cell.ours
    usual = next((one for one in cell.contestants if one.kind == "usual"), None)
    forms = [_ratio(cell, cell.named(name)) for name in ("traditional", "evolution")]
    memory = f"{max(map(cell.memory, ours)):.2f}" if ours and best else "-"
    aim = "-" if cell.aim is None else f"{cell.aim:g}"
    said, style = _judged(cell)
    cells = (
        cell.operator, cell.size, cell.dtype, best.name if best else "-",
        duration_of(best), *forms, _ratio(cell, usual), memory, aim,
    )  # fmt: skip
    shown = Text(f"{_row(cells):<{sum(WIDTHS) + 2 * len(WIDTHS)}}").append(said, style)
    shown.rstrip()
    return shown


def under(cell: Cell) -> Iterator[Text]:
    """Why an expression was refused, and which values are not those of the reference."""
    for name, reason in cell.refused.items():
        yield Text(f"    {name}: {reason}", "red")
    for one in cell.differing:
        yield Text(f"    {one.name}: differs by {one.difference:.0e} of the largest value", "red")


def duration_of(one: Contestant | None) -> str:
    """Three digits, microseconds where they are needed."""
    if one is None:
        return "-"
    short = one.median < 0.001
    return f"{1e6 * one.median:.0f} us" if short else f"{1e3 * one.median:.4g} ms"


def _ratio(cell: Cell, one: Contestant | None) -> str:
    return "-" if one is None or cell.best is None else f"{cell.ratio(one):.2f}"


def _judged(cell: Cell) -> tuple[str, str]:
    if cell.differing:
        return "DIFFERS", "bold red"
    if not cell.sound:
        return "refused", "red"
    if cell.met is False:
        return "slower", "yellow"
    if not cell.lean:
        return f"memory > {MEMORY_AIM:g}", "yellow"
    return ("met" if cell.met else ""), "green"


def _row(cells: Sequence[str]) -> str:
    shown = zip(cells, WIDTHS, strict=False)
    return "  ".join(f"{cell:<{width}}" for cell, width in shown).rstrip()


def proof_row(one: Timed, before: Timed | None) -> str:
    """Kind, name and seconds; of a chain the exponent of its growth over the one before."""
    said = f"{one.kind:<12}{one.name:<{PROOF_WIDTH}}{duration(one.median):>8}"
    if one.kind == "chain" and before is not None and before.kind == "chain":
        said += f"  n^{_growth(before, one):.1f}"
    return said


def _growth(before: Timed, after: Timed) -> float:
    sizes = [next(n for n in CHAINS if one.name == f"n = {n}") for one in (before, after)]
    return log(after.median / before.median) / log(sizes[1] / sizes[0])
