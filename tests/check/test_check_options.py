"""`evoproof check` and the numbers: up to which sizes, in how much memory, from which seed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evoproof.console.group import main

pytestmark = pytest.mark.torch
pytest.importorskip("torch")

ROW = '''"""A row of a product, read backwards."""

from evoproof import Sum, bound, by, equation, indices, prove, reindex, sizes, tensor

n, m = sizes("n m")
(i,) = indices(i=n)
(k,) = bound("k")
A, x = tensor("A", n, m), tensor("x", m)
claim = equation(
    Sum(A[i, k] * x[k], (k, 0, m - 1)),
    Sum(A[i, m - 1 - k] * x[m - 1 - k], (k, 0, m - 1)),
)
row = prove(claim, claim.left, by(reindex), claim.right)
'''
SCALES = {
    "small": [],
    "medium": ["medium"],
    "large": ["medium", "large"],
}


@pytest.fixture
def row(tmp_path) -> str:
    """A light derivation: a row of a product, read backwards."""
    file = tmp_path / "row.py"
    file.write_text(ROW, encoding="utf-8")
    return str(file)


def evoproof(*arguments: str) -> Result:
    """The command in this process."""
    return CliRunner().invoke(main, list(arguments), prog_name="evoproof")


def checked(*arguments: str) -> dict[str, Any]:
    """The only result of a check on the CPU."""
    found = evoproof("check", "--json", "--device", "cpu", *arguments)
    (result,) = json.loads(found.stdout)["results"]
    return result


def numbers(*arguments: str) -> dict[str, Any]:
    (step,) = checked(*arguments)["steps"]
    return step["numbers"]


@pytest.mark.parametrize("scale", SCALES)
def test_sizes_are_taken_up_to_the_scale_and_no_further(row, scale):
    found = numbers(row, "--sizes", scale)
    small = [one for one in found["scales"] if one not in ("medium", "large")]
    assert small[:3] == ["small", "one", "window"] and set(small[3:]) <= {
        "roomy",
        "spread",
        "point",
    }
    assert found["scales"] == [*small, *SCALES[scale]] and found["agree"]
    assert len(found["instances"]) == len(found["scales"])


def test_scales_are_in_order_of_their_sizes(row):
    *small, medium, large = numbers(row, "--sizes", "large")["instances"]
    assert max(one["m"] for one in small) < medium["m"] < large["m"]


def test_medium_is_what_is_taken_unless_something_is_said(row):
    assert numbers(row) == numbers(row, "--sizes", "medium")


@pytest.mark.parametrize("said", ["1GB", "1 gib", "500000000", "0.5GiB"])
def test_an_amount_of_memory_that_is_enough_changes_nothing(row, said):
    assert numbers(row, "--sizes", "small", "--max-memory", said)["agree"]


def test_too_little_memory_is_refused_with_the_figures(row):
    found = checked(row, "--max-memory", "8B")
    assert found["verdict"] == "unknown"
    assert "and 8 bytes are allowed: take smaller sizes or raise --max-memory" in found["reason"]
    assert evoproof("check", "--device", "cpu", "--max-memory", "8B", row).exit_code == 3


@pytest.mark.parametrize("said", ["lots", "0", "-1GB", "5 parsecs", "1GB2", ""])
def test_what_is_no_amount_of_memory_is_refused_with_an_example(row, said):
    found = evoproof("check", "--max-memory", said, row)
    assert found.exit_code == 2
    assert f"{said!r} is no amount of memory: write 300000, 500MB or 2GiB" in found.stderr


def test_a_seed_gives_the_same_numbers_twice_and_another_seed_others(row):
    first, again, other = (numbers(row, "--seed", seed) for seed in ("5", "5", "6"))
    assert first == again and (first["seed"], other["seed"]) == (5, 6)
    assert first["instances"] != other["instances"]


def test_another_seed_draws_other_entries(tmp_path):
    """Of a false line: where it differs first depends on the sizes, how much on the entries."""
    false = tmp_path / "false.py"
    false.write_text(ROW.replace("x[m - 1 - k]", "x[k]").replace("row = ", "false = "), "utf-8")
    found = [numbers(str(false), "--sizes", "small", "--seed", seed) for seed in ("5", "5", "6")]
    first, again, other = (one["failure"]["left"] for one in found)
    assert first == again != other


def test_the_json_says_what_the_numbers_rest_on(row):
    found = numbers(row, "--seed", "3", "--sizes", "small")
    assert (found["seed"], found["device"], found["trials"]) == (3, "cpu", 2)
    assert found["lanes"] == ["exact", "float64"] and found["failure"] is None
    assert 0 < found["miss"] < 1e-9 and "degree 2" in found["miss_reason"]


def test_verbose_says_lanes_sizes_and_what_exact_numbers_can_miss(row):
    found = evoproof("check", "-v", "--device", "cpu", "--seed", "3", row).stdout
    assert "exact float64:" in found and "numbers on cpu, seed 3" in found
    assert found.count("small: m = ") == 1 and found.count("medium: m = ") == 1
    assert "exact: 2 points miss a difference at the first sizes with probability at most" in found
