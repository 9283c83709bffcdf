"""The files and annotations that `check` leaves for other programs, beside table and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from claim_files import ERROR, PROVED, REFUTED, UNDECIDED, expecting
from cli_running import FALSE, TRUE, evoproof, shell, written

HOSTILE = '''
[[claim]]
name    = "one"
sizes   = "N"
left    = """
::error::pwned"""
right   = "N"
[[claim]]
name    = "two"
sizes   = "N"
left    = "N + ##[error]x"
right   = "N"
'''


def asked(folder: Path) -> tuple[str, ...]:
    return "--junit", str(folder / "junit.xml"), "--sarif", str(folder / "sarif.json")


def left(folder: Path) -> tuple[ET.Element, dict]:
    """The two files that were written."""
    suites = ET.parse(folder / "junit.xml").getroot()
    (run,) = json.loads((folder / "sarif.json").read_text(encoding="utf-8"))["runs"]
    return suites, run


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder that is the current one, and no GitHub workflow around it."""
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def gate(*arguments: str):
    return evoproof("check", "--symbolic-only", *arguments)


def test_a_derivation_and_a_claim_are_found_where_they_are_wrong(here):
    written(here, FALSE)
    written(here, REFUTED + UNDECIDED, "a.toml")
    run = gate("row.py", "a.toml", "--github", *asked(here))
    assert run.exit_code == 1
    suites, found = left(here)
    assert [suites.get(one) for one in ("tests", "failures")] == ["3", "2"]
    places = [
        one["locations"][0]["physicalLocation"] | {"rule": one["ruleId"]}
        for one in found["results"]
    ]
    text = FALSE.splitlines()
    line = next(n for n, one in enumerate(text, 1) if one.endswith("# (2)"))
    assert places[0] == {
        "artifactLocation": {"uri": "row.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": line},
        "rule": "evoproof/refuted",
    }
    assert places[1]["artifactLocation"]["uri"] == "a.toml"
    assert f"::error file=row.py,line={line},title=refuted%3A row::row.py:{line}: row" in run.stdout


def test_an_erratum_passes_and_is_suppressed(here):
    written(here, expecting("refuted", REFUTED) + 'why = "a row is missing"\n', "a.toml")
    run = gate("a.toml", "--github", *asked(here))
    assert (run.exit_code, "::" in run.stdout) == (0, False)
    suites, found = left(here)
    assert suites.find(".//skipped").get("message") == "a row is missing"
    (result,) = found["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "a row is missing"}]


def test_nothing_to_check_still_writes_the_files(here):
    (here / "empty").mkdir()
    assert gate("empty", "--github", *asked(here)).exit_code == 4
    suites, found = left(here)
    assert (suites.get("tests"), found["results"]) == ("0", [])


def test_an_early_stop_writes_what_was_judged_and_says_so(here):
    written(here, REFUTED + PROVED, "a.toml")
    run = gate("a.toml", "-x", "--github", *asked(here))
    suites, found = left(here)
    said = "stopped at the first surprise: 1 more were not judged"
    assert suites.get("tests") == "1"
    assert suites.find(".//properties/property[@name='stopped']").get("value") == said
    (note,) = found["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == said
    assert said in run.stdout


@pytest.mark.parametrize("option", ["--junit", "--sarif"])
def test_a_file_that_cannot_be_written_is_said_before_anything_runs(here, option):
    written(here, f"open('ran', 'w').close()\n{TRUE}")
    run = gate("row.py", option, "no/such/file")
    assert run.exit_code == 2
    assert run.stderr == f"evoproof: {option} no/such/file: No such file or directory\n"
    assert not (here / "ran").exists()


def test_one_file_for_two_outputs_is_refused(here):
    written(here, PROVED, "a.toml")
    run = gate("a.toml", "--junit", "out", "--sarif", "./out")
    assert run.exit_code == 2
    assert "both name out" in run.stderr


def test_json_stays_alone_on_standard_output(here):
    written(here, REFUTED, "a.toml")
    run = gate("a.toml", "--json", "--github")
    plain = json.loads(gate("a.toml", "--json").stdout)
    found = json.loads(run.stdout)
    for one in (plain, found):
        one["results"][0].pop("seconds")
    assert plain == found
    assert run.stderr.startswith("::error file=a.toml,line=2,")


def test_the_summary_is_added_to_what_is_there(here, monkeypatch):
    (here / "summary.md").write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(here / "summary.md"))
    written(here, PROVED + REFUTED, "a.toml")
    gate("a.toml", "--github")
    text = (here / "summary.md").read_text()
    assert text.startswith("before\n### evoproof\n")
    assert text.index("| **FAIL** | one-less |") < text.index("| ok | backwards |")
    gate("a.toml")
    assert (here / "summary.md").read_text() == text


def test_paths_are_those_of_the_repository_in_a_subfolder(here, monkeypatch):
    (here / "math").mkdir()
    written(here / "math", ERROR, "a.toml")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(here))
    monkeypatch.chdir(here / "math")
    assert "::error file=math/a.toml,line=2," in gate("a.toml", "--github").stdout


def test_what_is_not_as_recorded_is_a_result(here):
    written(here, PROVED, "a.toml")
    assert gate("a.toml", "--record").exit_code == 0
    written(here, PROVED + REFUTED + 'expect = "refuted"\n', "a.toml")
    run = gate("a.toml", "--baseline", "--github", *asked(here))
    assert run.exit_code == 1
    _, found = left(here)
    rules = [one["ruleId"] for one in found["results"] if not one["suppressions"]]
    assert rules == ["evoproof/not-as-recorded"]
    assert "title=appeared%3A one-less (baseline)::a.toml: one-less: is not recorded" in run.stdout


def test_a_stranger_starts_no_command_in_the_log(here, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    written(here, HOSTILE, "a.toml")
    run = gate("a.toml", "--github")
    lines = [line.strip() for line in run.stdout.splitlines()]
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 2
    assert all(line.startswith("::error file=a.toml,line=") for line in commands)
    assert ": :error::pwned" in lines
    assert "N + ## [error]x" in lines
    assert "##[" not in run.stdout
    assert "##[" not in gate("a.toml", "--json").stdout


def test_an_error_starts_no_command_in_the_log(here, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    written(here, PROVED, "a.toml")
    (here / "no ##[error]x").mkdir()
    run = gate("a.toml", "--junit", "no ##[error]x")
    assert run.exit_code == 2
    assert run.stderr == "evoproof: --junit no ## [error]x: Is a directory\n"


@pytest.mark.slow
def test_the_same_files_from_run_to_run(here):
    written(
        here, REFUTED + UNDECIDED + expecting("refuted", REFUTED.replace("one-", "b-")), "a.toml"
    )
    arguments = ("check", "--symbolic-only", "a.toml", "--github", *asked(here))
    found = []
    for seed in ("0", "1"):
        run = shell(*arguments, folder=here, PYTHONHASHSEED=seed)
        annotations = [line for line in run.stdout.splitlines() if line.startswith(b"::")]
        found.append(((here / "sarif.json").read_bytes(), annotations))
    assert found[0] == found[1]
