"""`evoproof bench`: its table and JSON for one small cell, and what it says of a wrong name."""

from __future__ import annotations

import json

import pytest
from cli_running import TRUE, evoproof, written

ONE = ("convolution", "--size", "small", "--dtype", "float64", "--rounds", "2")


@pytest.mark.torch
def test_the_table_has_a_row_for_the_cell():
    pytest.importorskip("torch")
    found = evoproof("bench", *ONE)
    assert found.exit_code == 0, found.output
    head, row = found.stdout.splitlines()[:2]
    assert head.split()[:4] == ["operator", "size", "dtype", "best"]
    assert row.split()[:3] == ["convolution", "small", "float64"]
    assert row.split()[3] in ("conv2d", "products")


@pytest.mark.torch
def test_json_has_every_contestant_and_round():
    pytest.importorskip("torch")
    found = json.loads(evoproof("bench", *ONE, "--json").stdout)
    assert (found["schema"], found["threads"], found["rounds"]) == (1, 1, 2)
    (cell,) = found["cells"]
    names = [one["name"] for one in cell["contestants"]]
    assert names == ["conv2d", "products", "traditional", "evolution", "unfold"]
    assert all(len(one["seconds"]) == 2 for one in cell["contestants"])
    assert all(one["difference"] < 1e-12 for one in cell["contestants"])
    best = next(one for one in cell["contestants"] if one["name"] == cell["best"])
    assert (best["ratio"], best["memory_ratio"], best["kind"]) == (1.0, 1.0, "reference")
    assert cell["aim"] == 2.0


@pytest.mark.torch
def test_exact_runs():
    pytest.importorskip("torch")
    exact = ("convolution", "--size", "small", "--dtype", "exact", "--rounds", "1", "--json")
    (cell,) = json.loads(evoproof("bench", *exact).stdout)["cells"]
    assert cell["refused"] == {}
    assert len(cell["contestants"]) == 4


def test_an_unknown_operator_is_named_with_what_there_is():
    found = evoproof("bench", "convolutoin")
    assert found.exit_code == 2
    assert "no operator is called convolutoin; did you mean convolution?" in found.stderr
    assert "global_attention" in found.stderr


@pytest.mark.parametrize("option", [("--size", "huge"), ("--dtype", "int8"), ("--rounds", "0")])
def test_an_option_out_of_range_is_refused(option):
    assert evoproof("bench", *option).exit_code == 2


@pytest.mark.slow
def test_proofs_times_the_derivations_of_a_file(tmp_path):
    file = written(tmp_path, TRUE)
    shown = evoproof("bench", "--proofs", "--rounds", "1", file).stdout
    assert shown.split()[:2] == ["derivation", "row"]
    found = json.loads(evoproof("bench", "--proofs", "--rounds", "1", "--json", file).stdout)
    assert [(one["kind"], one["name"]) for one in found["timings"]] == [("derivation", "row")]


def test_proofs_of_an_unknown_name():
    found = evoproof("bench", "--proofs", "convolutoin")
    assert found.exit_code == 2
    assert "did you mean convolution" in found.stderr
