"""Proofs in seconds: in processes of their own, every derivation and claim that was asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evoproof.bench.chains import chain_claim, chain_seconds
from evoproof.bench.processes import alone, command_seconds
from evoproof.bench.proofs import proofs
from evoproof.claims.text import text
from evoproof.judge.account import report_on
from evoproof.library.catalogue import Choice, choose

CLAIMS = """
[[claim]]
name = "first"
sizes = "n"
left = "sum(2 for k in range(n))"
right = "2*n"

[[claim]]
name = "second"
sizes = "n"
left = "sum(k for k in range(n))"
right = "n"
expect = "refuted"
"""


def test_a_chain_is_reassociated_and_true():
    claim = chain_claim(3)
    assert text(claim.left) != text(claim.right)
    assert report_on(claim).verdict == "proved"


def test_a_chain_takes_its_time():
    assert chain_seconds(4) > 0


@pytest.mark.slow
def test_a_task_runs_in_another_process():
    assert alone(os.getpid) != os.getpid()


@pytest.mark.slow
def test_a_command_that_fails_is_not_timed():
    assert command_seconds(("-c", "pass")) > 0
    with pytest.raises(Exception, match="exit status 3"):
        command_seconds(("-c", "raise SystemExit(3)"))


@pytest.mark.slow
def test_every_claim_of_a_file_is_timed_in_every_round(tmp_path: Path):
    file = tmp_path / "two.toml"
    file.write_text(CLAIMS, encoding="utf-8")
    found = list(proofs([Choice(file)], 2))
    assert [(one.kind, one.name) for one in found] == [("claim", "first"), ("claim", "second")]
    assert all(len(one.seconds) == 2 and min(one.seconds) > 0 for one in found)


@pytest.mark.slow
def test_a_derivation_is_timed_by_its_name():
    (found,) = proofs(choose(("one_hot_weights",)), 1)
    assert (found.kind, found.name) == ("derivation", "one_hot_weights")
