"""`check` without a NAME where there is a project file: its files, by the same options."""

from __future__ import annotations

from pathlib import Path

import pytest
from claim_files import OUTSIDE, PROVED, REFUTED
from cli_running import FALSE, TRUE, WITHOUT_TORCH, evoproof, shell, written


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    written(tmp_path, 'files = ["claims.toml", "*.py"]\nnumbers = false\n', "evoproof.toml")
    written(tmp_path, PROVED, "claims.toml")
    written(tmp_path, TRUE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*arguments: str) -> list[str]:
    """The first words of the rows, heads left out."""
    lines = evoproof("check", *arguments).stdout.splitlines()
    return [line.split()[0] for line in lines if line.split()[1:2] != ["verdict"]][:-1]


def test_its_files_are_checked_and_no_audit(project):
    assert names() == ["backwards", "row"]
    assert "audit" not in evoproof("check").stdout


def test_it_is_found_from_below(project, monkeypatch):
    (project / "in" / "side").mkdir(parents=True)
    monkeypatch.chdir(project / "in" / "side")
    assert names() == ["backwards", "row"]


def test_names_come_before_it(project):
    written(project, REFUTED, "other.toml")
    assert names("other.toml")[0] == "one-less"


def test_k_and_x_and_j_work_alike(project):
    written(project, REFUTED + OUTSIDE, "claims.toml")
    assert names("-k", "row") == ["row"]
    assert "2 checked" not in evoproof("check", "-x").stdout
    assert "1 checked: 1 refuted; 1 not as expected" in evoproof("check", "-x").stdout


def test_exit_codes(project):
    assert evoproof("check").exit_code == 0
    written(project, FALSE)
    assert evoproof("check").exit_code == 1
    written(project, "# nothing\n", "claims.toml")
    written(project, 'files = ["claims.toml"]\n', "evoproof.toml")
    assert evoproof("check").exit_code == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('file = ["*.py"]\n', "unknown entry 'file': did you mean files?"),
        ('files = ["none/*.py"]\n', "'none/*.py' matches nothing"),
    ],
)
def test_a_mistake_in_it_is_one_line(project, text, said):
    written(project, text, "evoproof.toml")
    found = evoproof("check")
    assert found.exit_code == 2
    assert found.stderr == f"evoproof: evoproof.toml: {said}\n".replace(": '", ": files: '")


def test_list_and_prove_take_no_notice(project):
    assert "convolution" in evoproof("list").stdout
    assert evoproof("prove").exit_code == 2


@pytest.mark.slow
def test_numbers_are_as_it_says_and_torch_is_not_needed(project):
    assert shell("check", before=WITHOUT_TORCH, folder=project).returncode == 0
    found = shell("check", "--numbers", before=WITHOUT_TORCH, folder=project)
    assert found.returncode == 2
    assert b"numbers need torch" in found.stderr
