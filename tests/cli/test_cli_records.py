"""The proof of every derivation of the paper, written out and checked by the second checker."""

from __future__ import annotations

import json

import pytest
from cli_running import evoproof

from evoproof.library.catalogue import paper
from evoproof.replay.alpha import key
from evoproof.replay.document import read_document

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", [entry.name for entry in paper()])
def test_the_record_of_every_derivation_replays(name, tmp_path):
    file = tmp_path / "proof.json"
    assert evoproof("export", name, "-o", str(file)).exit_code == 0
    found = evoproof("replay", str(file))
    assert found.exit_code == 0
    assert f"{name}: every step holds" in found.stdout
    record = json.loads(file.read_text(encoding="utf-8"))
    _, steps = read_document(record).theorems[0]
    moving = (k for k, step in enumerate(steps) if key(step.before) != key(step.after))
    record["theorems"][0]["steps"].pop(next(moving))
    file.write_text(json.dumps(record), encoding="utf-8")
    assert evoproof("replay", str(file)).exit_code == 1


def test_one_of_several_is_exported_by_its_name(tmp_path):
    text = (
        '"""Two.\n\nSource: none.\n"""\n'
        "from evoproof import Sum, bound, by, equation, prove, reindex, sizes, tensor\n"
        "n = sizes('n')\n(a,) = bound('a')\nx = tensor('x', n)\n"
        "up, down = Sum(x[a], (a, 0, n - 1)), Sum(x[n - 1 - a], (a, 0, n - 1))\n"
        "claim = equation(up, down)\nback = equation(down, up)\n"
        "one = prove(claim, up, by(reindex), down)\n"
        "two = prove(back, down, by(reindex), up)\n"
    )
    file = tmp_path / "both.py"
    file.write_text(text, encoding="utf-8")
    found = evoproof("export", str(file), "-o", str(tmp_path / "proof.json"))
    assert found.exit_code == 2
    assert "one, two" in found.output + found.stderr
    assert not (tmp_path / "proof.json").exists()
