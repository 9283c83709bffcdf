"""Plans of the operators that are compared: no kernel is built, and no figure changes unseen.

`python tests/numeric/test_plan_figures.py` rewrites plan_figures.json.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from math import prod
from pathlib import Path
from time import perf_counter

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.bench.cases import cases
from evoproof.bench.operators import OPERATORS
from evoproof.bench.sizes import SIZES
from evoproof.numeric.footprint import footprint
from evoproof.numeric.plan.planner import plan
from evoproof.numeric.tape.tape import Kind

FIGURES = Path(__file__).with_name("plan_figures.json")
FORMS = ("traditional", "evolution")
WINDOWED = [name for name in OPERATORS if name != "global_attention"]
CELLS = [*product(OPERATORS, SIZES)]
ROOM = 2**33
"""Bytes for a plan, so that the figures are those of any machine."""


@cache
def drawn(name, size):
    return cases(OPERATORS[name], size, "float64", "cpu")


@cache
def plans(name, size):
    """The plan of each form."""
    found = {}
    for case in drawn(name, size):
        start = perf_counter()
        made = plan(case.term, case.sizes, case.ranges, device=torch.device("cpu"), max_bytes=ROOM)
        print(f"{name} {size} {case.form}: planned in {1e3 * (perf_counter() - start):.0f} ms")
        found[case.form] = made
    return found


def names(made):
    """What the tape does, in some order, tensors left out."""
    return sorted(one.name for one in made.tape.operations if one.kind is not Kind.LEAF)


def figures(name, size):
    """By form; everything that a change of plans would change."""
    return {
        form: {
            "operations": made.operations,
            "flops": made.flops,
            "peak bytes": made.peak_bytes,
            "strategies": names(made),
        }
        for form, made in plans(name, size).items()
    }


def changes(form, known, found):
    """One line for each figure that is another one than before."""
    for figure, before in known.items():
        after = found[figure]
        if after == before:
            continue
        moved = "changed" if isinstance(after, list) else "rose" if after > before else "fell"
        yield f"{form}: {figure} {moved} from {before} to {after}"


@pytest.mark.parametrize(("name", "size"), CELLS)
def test_the_figures_are_those_of_the_file(name, size):
    known, found = json.loads(FIGURES.read_text())[f"{name} {size}"], figures(name, size)
    assert set(known) == set(found)
    different = [line for form in found for line in changes(form, known[form], found[form])]
    rewrite = f"if that is meant: python {Path(*Path(__file__).parts[-3:])}"
    assert not different, "\n".join([f"{name}, {size}", *different, rewrite])


def test_the_file_has_no_other_cells():
    assert set(json.loads(FIGURES.read_text())) == {f"{name} {size}" for name, size in CELLS}


def test_a_figure_that_changes_is_named():
    known = figures("convolution", "small")["traditional"]
    worse = {**known, "flops": known["flops"] + 1, "peak bytes": 0, "strategies": []}
    lines = [*changes("traditional", known, worse)]
    assert [line.split(" from ")[0] for line in lines] == [
        "traditional: flops rose", "traditional: peak bytes fell",
        "traditional: strategies changed",
    ]  # fmt: skip


@pytest.mark.parametrize("size", ["medium", "large"])
@pytest.mark.parametrize("name", OPERATORS)
def test_both_forms_have_the_same_plan(name, size):
    traditional, evolution = (figures(name, size)[form] for form in FORMS)
    assert traditional == evolution


@pytest.mark.parametrize("name", WINDOWED)
def test_the_kernel_is_never_built(name):
    """No more entries than a few times the weights of all windows, or what is given or asked."""
    heads = {"multi_head": "M", "involution": "G"}
    for case in drawn(name, "medium"):
        letters, outputs = case.sizes, prod(case.ranges.values())
        weights = (2 * letters["l"] + 1) ** 2 * letters["H"] * letters["W"]
        weights *= letters.get(heads.get(name), 1)
        most = max(weights, outputs, *(one.numel() for one in case.tensors.values()))
        for one in plans(name, "medium")[case.form].tape.operations:
            print(case.form, one.name, one.shape, one.temporary, most)
            assert one.elements <= 2 * most
            assert one.temporary <= 6 * most  # blocks gather what they see
        ends = {index: value - 1 for index, value in case.ranges.items()}
        known = {name: (size, size) for name, size in letters.items()}
        _, written = footprint(case.term, known | {name: (0, end) for name, end in ends.items()})
        assert written > 25 * most, "the formula as written is no larger than the limit"


if __name__ == "__main__":
    table = {f"{name} {size}": figures(name, size) for name, size in CELLS}
    FIGURES.write_text(json.dumps(table, indent=1) + "\n")
