"""`evoproof audit` and `evoproof properties`: tables, entries whole, JSON, exit codes."""

from __future__ import annotations

import json
import shutil

import pytest
from cli_running import evoproof

from evoproof.audit import reading
from evoproof.audit.reading import AUDIT

pytestmark = pytest.mark.slow  # most of them start processes

RESULT = {"id", "equation", "statement", "printed", "corrected", "ok"}
PRINTED = {"verdict", "conditions", "counterexample", "seconds"}


def test_an_entry_whole():
    found = evoproof("audit", "T20")
    assert found.exit_code == 0
    for said in (
        "T20  Eq. Sec 3.4: false", "printed ", "if and only if D_out < (M - 1) D_in", "refuted",
        "counterexample: M = 1, D_in = 1, D_h = 1", "corrected ", "shown by", "proved",
    ):  # fmt: skip
        assert said in found.stdout


def test_an_entry_whole_has_the_proof_of_its_derivation():
    found = evoproof("audit", "E20")
    assert "by           absorption: proved" in found.stdout
    assert "{ unfold Ev, unfold P_m, delta, floors }" in found.stdout


def test_json_has_what_is_printed_and_what_corrects_it():
    found = evoproof("audit", "--json", "T20", "E04b", "E14", "E17")
    assert found.exit_code == 0
    document = json.loads(found.stdout)
    assert document["schema"] == 1
    verdicts = {one["id"]: one["printed"]["verdict"] for one in document["results"]}
    assert verdicts == {"T20": "false", "E04b": "false", "E14": "ill-formed", "E17": "true"}
    for one in document["results"]:
        assert set(one) >= RESULT
        assert set(one["printed"]) >= PRINTED
        assert one["corrected"]["verdict"] == "proved"
        assert one["ok"] is True
    assert document["results"][3]["corrected"]["by"] == ["pointwise_convolution"]
    assert "access" in document["results"][2]["printed"]["counterexample"]
    assert document["summary"]["false"] == 2


def test_an_unknown_entry_is_named_with_what_is_near():
    found = evoproof("audit", "E62")
    assert found.exit_code == 2
    assert "there is no entry E62" in found.stderr


def test_a_verdict_that_changes_fails_the_audit_and_the_gate(tmp_path, monkeypatch):
    text = (AUDIT / "multi_head.toml").read_text(encoding="utf-8")
    entry = "[[entry]]" + next(one for one in text.split("[[entry]]") if '"T20"' in one)
    assert 'expect = "false"' in entry
    wrong = entry.replace('expect = "false"', 'expect = "true"')
    for written, code in ((entry, 0), (wrong, 1)):
        (tmp_path / "one.toml").write_text(written, encoding="utf-8")
        monkeypatch.setattr(reading, "AUDIT", tmp_path)
        monkeypatch.setattr(reading.read_entries, "__defaults__", (tmp_path,))
        assert evoproof("audit", "-j", "1").exit_code == code
        found = evoproof("check", "--symbolic-only", "-k", "pointwise_conv or audit", "-j", "1")
        assert found.exit_code == code
        assert ("true was expected" in found.stdout) is (code == 1)


def test_a_file_that_is_no_audit_is_told(tmp_path, monkeypatch):
    shutil.copy(AUDIT / "multi_head.toml", tmp_path / "one.toml")
    with (tmp_path / "one.toml").open("a", encoding="utf-8") as file:
        file.write("[[entry]]\nid = 3\n")
    monkeypatch.setattr(reading.read_entries, "__defaults__", (tmp_path,))
    found = evoproof("audit")
    assert found.exit_code == 2
    assert "one.toml" in found.stderr
    assert "Traceback" not in found.stderr


def test_quiet_says_nothing_of_what_is_as_expected():
    found = evoproof("audit", "-q", "T20")
    assert (found.exit_code, found.stdout) == (0, "")


def test_properties_of_one_kernel():
    found = evoproof("properties", "--json", "involution", "--set", "G=1")
    assert found.exit_code == 0
    (result,) = json.loads(found.stdout)["results"]
    on = {name for name, held in result["depends_on"].items() if held}
    assert on == {"i", "j", "u", "v"} == set(result["witnesses"])
    assert (result["spatial"], result["channel"]) == ("specific", "agnostic")


@pytest.mark.parametrize("arguments, said", [
    (("involution", "--set", "N=1"), "has no size N"),
    (("involution", "--set", "G"), "SIZE=VALUE"),
    (("involution", "--set", "G=-1"), "SIZE=VALUE"),
    (("inwolution",), "did you mean"),
])  # fmt: skip
def test_what_properties_cannot_read_is_told(arguments, said):
    found = evoproof("properties", *arguments)
    assert found.exit_code == 2
    assert said in found.stderr


def test_a_derivation_without_evolution_has_no_properties():
    found = evoproof("properties", "exchanged_average")
    assert found.exit_code == 4
    assert "no evolution there" in found.stderr
