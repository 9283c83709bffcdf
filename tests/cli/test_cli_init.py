"""`init` and `doctor`: from an empty repository to a gate that passes, without torch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import evoproof, written

from evoproof.project.init import TEMPLATES

PLUGIN = "[pytest]\nevoproof_files =\n    claims/*.toml\n    derivations/*.py\n"


@pytest.mark.slow
def test_a_stranger_s_first_minute(installed_wheel, tmp_path):
    """The wheel without torch, an empty repository, init, check, record, pytest."""
    subprocess.run(["git", "init", "--quiet", "."], cwd=tmp_path, check=True)

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return installed_wheel.run(str(installed_wheel.bin / "evoproof"), *arguments, cwd=tmp_path)

    assert command("init").returncode == 0
    found = command("check")
    assert found.returncode == 0, found.stderr
    assert "3 checked: 2 proved, 1 refuted; none not as expected" in found.stdout
    assert command("check", "--record").returncode == 0
    rows = json.loads(command("doctor", "--json").stdout)["rows"]
    assert rows["torch"] == "not installed"
    assert rows["project"] == "evoproof.toml: 2 files"
    assert rows["baseline"] == "evoproof-baseline.json: 3 recorded"
    assert rows["pytest plugin"].startswith("registered")
    assert set(_files(tmp_path)) == {*TEMPLATES, "evoproof-baseline.json"}
    written(tmp_path, PLUGIN, "pytest.ini")
    tested = installed_wheel.run("-m", "pytest", "-p", "no:cacheprovider", cwd=tmp_path)
    assert tested.returncode == 0, tested.stdout
    assert "4 passed, 1 xfailed" in tested.stdout


def _files(folder: Path) -> list[str]:
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [path.as_posix() for path in found if path.parts[0] != ".git"]


def test_init_twice_keeps_everything_and_shows_no_entry(tmp_path):
    first = evoproof("init", str(tmp_path))
    assert first.stdout.count("wrote") == len(TEMPLATES)
    again = evoproof("init", str(tmp_path))
    assert (again.exit_code, again.stdout.count("kept")) == (0, len(TEMPLATES))
    assert "repos:" not in again.stdout


def test_init_shows_the_entry_for_hooks_that_are_there(tmp_path):
    written(tmp_path, "repos: []\n", ".pre-commit-config.yaml")
    found = evoproof("init", str(tmp_path))
    assert found.exit_code == 0
    assert "\n      - id: evoproof\n" in found.stdout


def test_init_says_in_one_line_what_is_in_the_way(tmp_path):
    written(tmp_path, "", "claims")
    found = evoproof("init", str(tmp_path))
    assert found.exit_code == 2
    assert found.stderr.startswith(f"evoproof: {tmp_path / 'claims'}")
    assert len(found.stderr.splitlines()) == 1


def test_doctor_tells_whether_the_project_can_be_used(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.chdir(tmp_path)
    evoproof("init")
    assert evoproof("doctor").exit_code == 0
    written(tmp_path, "{", "evoproof-baseline.json")
    written(tmp_path, "file = 1\n", "evoproof.toml")
    found = evoproof("doctor", "--json")
    assert found.exit_code == 2
    wrong = json.loads(found.stdout)["wrong"]
    assert [line.partition(":")[0] for line in wrong] == ["evoproof.toml", "evoproof-baseline.json"]
    assert evoproof("doctor").stderr.count("\n") == 2


def test_doctor_counts_cores_and_memory(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    rows = json.loads(evoproof("doctor", "--json").stdout)["rows"]
    assert int(rows["cores"]) >= 1
    assert rows["memory"] == "not known" or float(rows["memory"].split()[0]) > 0
