"""`check --no-exec`: a stranger's repository is read, and nothing of it is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import z3
from claim_files import PROVED, REFUTED
from cli_running import TRUE, evoproof, written

ROOT = Path(__file__).parent.parent.parent
TRAP = "open({mark!r}, 'a').write(__name__)\n"
MODULES = (
    "evoproof", "z3", "sympy", "click", "rich", "mpmath", "tomllib", "multiprocessing", "pickle",
    "conftest", "sitecustomize", "usercustomize", "derivations/first", "derivations/__init__",
)  # fmt: skip


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which every module that might be imported leaves a mark."""
    mark = tmp_path / "mark"
    folder = tmp_path / "repository"
    (folder / "derivations").mkdir(parents=True)
    for name in MODULES:
        written(folder, TRAP.format(mark=str(mark)), f"{name}.py")
    written(folder, PROVED, "claims.toml")
    written(folder, 'files = ["claims.toml", "derivations/*.py"]\n', "evoproof.toml")
    monkeypatch.chdir(folder)
    return folder


def clean() -> dict[str, str]:
    """The environment without what steers Python."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}


def ran(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The console script, as `pip` makes it."""
    script = folder.parent / "evoproof"
    script.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path[1:1] = {[str(ROOT)]!r}\n"
        "from evoproof.cli import run\nif __name__ == '__main__':\n    run()\n"
    )
    command = [sys.executable, str(script), "check", *arguments]
    return subprocess.run(command, cwd=folder, env=clean(), capture_output=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("--timeout", "60", "-j", "2"), ("claims.toml",)])
def test_nothing_of_the_repository_is_run(stranger, arguments):
    found = ran(stranger, "--no-exec", *arguments)
    assert found.returncode == 0, found.stderr
    assert b"1 checked: 1 proved" in found.stdout
    assert not (stranger.parent / "mark").exists()


@pytest.mark.slow
def test_the_traps_work(stranger):
    """What the tests above rest on: a derivation does leave a mark where it is run."""
    assert ran(stranger, "--symbolic-only").returncode == 2
    assert (stranger.parent / "mark").exists()


@pytest.mark.slow
def test_as_a_module_it_needs_a_safe_path(stranger):
    """`python -m` looks into the current folder first: with -P it does not."""
    safe = subprocess.run(
        [sys.executable, "-P", "-m", "evoproof", "check", "--no-exec"],
        cwd=stranger,
        env={**clean(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert safe.returncode == 0, safe.stderr
    assert not (stranger.parent / "mark").exists()


@pytest.mark.slow
def test_workers_find_no_module_here_without_no_exec_either(stranger):
    found = ran(stranger, "--timeout", "60", "claims.toml")
    assert found.returncode == 0, found.stderr
    assert not (stranger.parent / "mark").exists()


LOADING = """
import ctypes
load = ctypes.CDLL
ctypes.CDLL = lambda name, *others: (print(name), load(name, *others))[1]
import evoproof, z3
"""


def test_the_solver_s_library_is_not_the_one_that_lies_here(tmp_path):
    """By itself z3 takes libz3 from the current folder first."""
    libraries = [one for one in Path(z3.__file__).parent.rglob("libz3*") if one.is_file()]
    for one in libraries:
        (tmp_path / one.name).symlink_to(one)
    found = subprocess.run(
        [sys.executable, "-P", "-c", LOADING],
        cwd=tmp_path,
        env={**clean(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = found.stdout.splitlines()
    assert loaded and tmp_path not in [Path(one).parent for one in loaded]


def test_a_derivation_file_is_refused_by_name(stranger):
    found = evoproof("check", "--no-exec", "claims.toml", "derivations/first.py")
    assert found.exit_code == 2
    (line,) = found.stderr.splitlines()
    assert "derivations/first.py is no claims file" in line


def test_one_of_the_paper_s_is_refused_too():
    assert evoproof("check", "--no-exec", "convolution").exit_code == 2


def test_derivations_of_the_project_are_left_out_and_named(stranger):
    found = evoproof("check", "--no-exec")
    assert found.exit_code == 0
    assert "--no-exec: derivations/first.py is left out" in found.stderr


def test_where_nothing_is_left_the_gate_does_not_pass(stranger):
    written(stranger, 'files = ["derivations/*.py"]\n', "evoproof.toml")
    assert evoproof("check", "--no-exec").exit_code == 4


def test_without_names_and_project_there_is_nothing_to_look_at(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert evoproof("check", "--no-exec").exit_code == 2


def test_verdicts_count_as_ever(stranger):
    written(stranger, REFUTED, "claims.toml")
    assert evoproof("check", "--no-exec").exit_code == 1


def test_an_executor_is_code_and_refused(stranger):
    found = evoproof("check", "--no-exec", "claims.toml", "--executor", "sitecustomize:make")
    assert found.exit_code == 2
    assert not (stranger.parent / "mark").exists()


def test_a_recorded_derivation_is_not_missed(tmp_path, monkeypatch):
    written(tmp_path, 'files = ["claims.toml", "row.py"]\nnumbers = false\n', "evoproof.toml")
    written(tmp_path, PROVED, "claims.toml")
    written(tmp_path, TRUE)
    monkeypatch.chdir(tmp_path)
    assert evoproof("check", "--record").exit_code == 0
    assert evoproof("check", "--no-exec").exit_code == 0
    written(tmp_path, PROVED.replace("N-1-i", "N-i-1"), "claims.toml")
    assert evoproof("check", "--no-exec").exit_code == 1
