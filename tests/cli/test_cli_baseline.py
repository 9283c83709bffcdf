"""`check --record` and `--baseline`: a drop is red, a gain is a note, and nothing passes unread."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from claim_files import PROVED, REFUTED
from cli_running import AUTOMATIC, TRUE, evoproof, written

BASELINE = "evoproof-baseline.json"
ERRATUM = REFUTED + 'expect = "refuted"\nwhy = "the last row is missing"\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a claims file, a derivation and a baseline of both; and the current folder."""
    written(tmp_path, 'files = ["*.py", "claims.toml"]\nnumbers = false\n', "evoproof.toml")
    written(tmp_path, PROVED + ERRATUM, "claims.toml")
    written(tmp_path, TRUE)
    monkeypatch.chdir(tmp_path)
    assert evoproof("check", "--record").exit_code == 0
    return tmp_path


def recorded(folder: Path) -> dict:
    return json.loads((folder / BASELINE).read_text(encoding="utf-8"))["results"]


def rewrite(folder: Path, key: str, **changes: object) -> None:
    whole = {"schema": 1, "results": recorded(folder)}
    whole["results"][key] |= changes
    (folder / BASELINE).write_text(json.dumps(whole), encoding="utf-8")


def test_what_is_recorded_has_a_line_each_and_compares_silently(project):
    text = (project / BASELINE).read_text(encoding="utf-8")
    assert [line.partition('"')[2].partition('"')[0] for line in text.splitlines()[1:-1]] == [
        "claims.toml::backwards",
        "claims.toml::one-less",
        "row.py::row",
    ]
    found = evoproof("check")
    assert (found.exit_code, found.stderr) == (0, "")
    assert "baseline" not in found.stdout
    assert evoproof("check", "--record").exit_code == 0
    assert (project / BASELINE).read_text(encoding="utf-8") == text


def test_a_named_reason_that_becomes_auto_is_a_drop(project):
    written(project, AUTOMATIC)
    found = evoproof("check")
    assert found.exit_code == 1
    assert "baseline: dropped  row.py::row: step 1 was proved by named reasons, is" in found.stdout
    assert "evoproof check --record" in found.stderr
    assert evoproof("check", "--record").exit_code == 0
    written(project, TRUE)
    better = evoproof("check")
    assert better.exit_code == 0
    assert "better than recorded: row.py::row: step 1 was proved by auto" in better.stderr
    assert "baseline" not in better.stdout


def test_another_statement_under_a_name_is_seen(project):
    written(project, PROVED.replace("N-1-i", "N - i - 1") + ERRATUM, "claims.toml")
    assert evoproof("check").exit_code == 1
    assert "changed  claims.toml::backwards" in evoproof("check").stdout


def test_what_appears_and_what_vanishes_is_seen(project):
    written(project, PROVED.replace("backwards", "forwards") + ERRATUM, "claims.toml")
    found = evoproof("check")
    assert found.exit_code == 1
    assert "appeared  claims.toml::forwards" in found.stdout
    assert "vanished  claims.toml::backwards" in found.stdout


def test_with_k_only_what_matches_is_compared(project):
    written(project, AUTOMATIC)
    assert evoproof("check", "-k", "backwards").exit_code == 0
    assert evoproof("check", "-k", "row").exit_code == 1
    written(project, ERRATUM, "claims.toml")
    assert evoproof("check", "-k", "less").exit_code == 0
    found = evoproof("check", "-k", "backwards or less")
    assert "vanished  claims.toml::backwards" in found.stdout


def test_with_x_what_is_not_there_was_not_come_to(project):
    written(project, ERRATUM, "claims.toml")
    assert evoproof("check").exit_code == 1
    assert evoproof("check", "-x").exit_code == 0


def test_names_are_compared_where_a_baseline_is_asked_for(project):
    written(project, AUTOMATIC)
    assert evoproof("check", "--symbolic-only", "row.py").exit_code == 0
    found = evoproof("check", "--symbolic-only", "row.py", "--baseline")
    assert found.exit_code == 1
    assert "vanished  claims.toml::backwards" in found.stdout


def test_it_is_found_from_a_folder_below(project, monkeypatch):
    (project / "below").mkdir()
    monkeypatch.chdir(project / "below")
    assert evoproof("check").exit_code == 0
    written(project, AUTOMATIC)
    assert "row.py::row" in evoproof("check").stdout


def test_json_stays_alone_on_standard_output_and_the_drop_is_said_beside_it(project):
    written(project, AUTOMATIC)
    found = evoproof("check", "--json", "-q")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["summary"]["ok"] == 3
    assert "baseline: row.py::row: step 1" in found.stderr


def test_a_drop_is_in_the_files_for_other_programs(project):
    written(project, AUTOMATIC)
    evoproof("check", "--junit", "out.xml", "--sarif", "out.sarif")
    assert "row.py" in (project / "out.xml").read_text(encoding="utf-8")
    results = json.loads((project / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [one["ruleId"] for one in results if one["level"] == "error"] == [
        "evoproof/not-as-recorded"
    ]


def test_tested_is_no_drop_where_numbers_are_not_taken(project):
    undecided = (
        '[[claim]]\nname = "square"\nscalars = "x"\nleft = "max(x*x, 0)"\nright = "x*x"\n'
        'expect = "unknown"\nwhy = "it needs an inequality"\n'
    )
    written(project, undecided, "claims.toml")
    assert evoproof("check", "--record").exit_code == 0
    assert recorded(project)["claims.toml::square"]["known"] == "unknown"
    rewrite(project, "claims.toml::square", known="tested")
    found = evoproof("check")
    assert found.exit_code == 0
    assert "numbers not taken: claims.toml::square" in found.stderr
    assert evoproof("check", "--numbers", "-k", "square").exit_code == 1


@pytest.mark.parametrize("text", ["", "{}", '{"schema": 1, "results": {"a": 1}}'])
def test_a_baseline_that_cannot_be_read_is_never_passed(project, text):
    (project / BASELINE).write_text(text, encoding="utf-8")
    found = evoproof("check")
    assert found.exit_code == 2
    assert found.stdout == ""
    (line,) = found.stderr.splitlines()
    assert BASELINE in line


def test_a_baseline_that_is_asked_for_and_not_there(project):
    assert evoproof("check", "--baseline", "none.json").exit_code == 2
    (project / BASELINE).unlink()
    assert evoproof("check").exit_code == 0
    assert evoproof("check", "--baseline").exit_code == 2


def test_where_something_cannot_be_read_the_baseline_is_left_alone(project):
    before = (project / BASELINE).read_text(encoding="utf-8")
    written(project, "x = (", "row.py")
    for arguments in ((), ("--record",)):
        found = evoproof("check", *arguments)
        assert found.exit_code == 2
        assert "the baseline is left alone" in found.stderr
        assert "vanished" not in found.stdout
    assert (project / BASELINE).read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    "arguments", [("-k", "row"), ("-x",), ("--timeout", "9"), ("--no-exec",), ("claims.toml",)]
)
def test_a_part_is_not_recorded_as_the_whole(project, arguments):
    before = (project / BASELINE).read_text(encoding="utf-8")
    found = evoproof("check", "--record", *arguments)
    assert found.exit_code == 2
    assert "--record writes down everything" in found.stderr
    assert (project / BASELINE).read_text(encoding="utf-8") == before


def test_names_are_recorded_in_a_file_of_their_own(project):
    assert evoproof("check", "claims.toml", "--record", "--baseline", "part.json").exit_code == 0
    assert evoproof("check", "claims.toml", "--baseline", "part.json").exit_code == 0
    assert len(json.loads((project / "part.json").read_text(encoding="utf-8"))["results"]) == 2


@pytest.mark.slow
def test_what_is_given_up_was_known(tmp_path):
    rest = ("check", "--symbolic-only", "convolution", "--baseline", str(tmp_path / "b.json"))
    assert evoproof(*rest, "--record").exit_code == 0
    found = evoproof(*rest, "--timeout", "0.001")
    assert found.exit_code == 1
    (line,) = [line for line in found.stdout.splitlines() if line.startswith("baseline")]
    assert line.endswith("::convolution: was proved, and was given up now")


def test_an_empty_gate_is_not_recorded(project):
    written(project, "# nothing\n", "claims.toml")
    written(project, 'files = ["claims.toml"]\n', "evoproof.toml")
    (project / BASELINE).unlink()
    assert evoproof("check", "--record").exit_code == 4
    assert not (project / BASELINE).exists()
