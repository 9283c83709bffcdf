"""The composite action and the hook of this repository: their command lines, run.

PyYAML comes with distributed.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
ACTION = (ROOT / "action.yml").read_text(encoding="utf-8")
CLAIM = """
[[claim]]
name  = "{name}"
sizes = "N"
left  = "N + N"
right = "2*N"
"""
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


def action() -> dict:
    return yaml.safe_load(ACTION)


def step(name: str) -> dict:
    (found,) = [one for one in action()["runs"]["steps"] if one.get("name") == name]
    return found


def test_every_input_is_used_and_described():
    for name, said in action()["inputs"].items():
        assert f"inputs.{name} " in ACTION or f"inputs.{name})" in ACTION
        assert said["description"]
        assert isinstance(said["default"], str)


def test_nothing_of_a_user_s_is_written_into_a_script():
    for one in action()["runs"]["steps"]:
        assert not EXPRESSION.search(one.get("run", ""))
        assert "shell" in one if "run" in one else "uses" in one


def test_no_script_finds_modules_in_the_repository_that_is_checked():
    for one in action()["runs"]["steps"]:
        if "run" in one:
            assert one["env"]["PYTHONSAFEPATH"] == "1"


@pytest.fixture
def shims(tmp_path: Path) -> Path:
    """A folder with `evoproof`, and a `python` that prints its arguments."""
    folder = tmp_path / "bin"
    folder.mkdir()
    run = "from evoproof.cli import run; run()"
    for name, line in (
        ("evoproof", f'exec {shlex.quote(sys.executable)} -c "{run}" "$@"'),
        ("python", 'echo "python $*"'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{line}\n")
        (folder / name).chmod(0o755)
    return folder


def ran(name: str, shims: Path, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The script of a step as the runner has it: defaults, and these inputs in their place."""
    values = {key: said["default"] for key, said in action()["inputs"].items()}
    values |= {key.replace("_", "-"): value for key, value in inputs.items()}
    values = {f"inputs.{key}": value for key, value in values.items()}
    values["github.action_path"] = "/the/action"
    found = step(name)
    environment = {
        key: EXPRESSION.sub(lambda match: values[match[1].strip()], value)
        for key, value in found["env"].items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
        cwd=folder,
        env={**os.environ, "PATH": f"{shims}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_check_takes_globs_writes_sarif_and_runs_no_code(shims, tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.toml").write_text(CLAIM.format(name=name), encoding="utf-8")
    found = ran("Check", shims, folder, files="*.toml", sarif="out.sarif", no_exec="true")
    assert found.returncode == 0, found.stderr
    assert "2 checked: 2 proved" in found.stdout
    assert (folder / "out.sarif").exists()


@pytest.mark.slow
def test_what_is_no_file_is_no_option_and_no_command(shims, tmp_path):
    found = ran("Check", shims, tmp_path, files="--help; touch${IFS}here $(touch here)")
    assert found.returncode == 2
    assert "--help;" in found.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["bin"]


def test_torch_is_installed_for_numbers_only_and_for_the_cpu(shims, tmp_path):
    without = ran("Install evoproof", shims, tmp_path)
    assert without.stdout.splitlines() == ["python -m pip install --quiet /the/action"]
    torch, ours = ran("Install evoproof", shims, tmp_path, numbers="true").stdout.splitlines()
    assert torch.endswith("torch --index-url https://download.pytorch.org/whl/cpu")
    assert ours == "python -m pip install --quiet /the/action[torch]"
    (release,) = ran("Install evoproof", shims, tmp_path, version="0.1.0").stdout.splitlines()
    assert release == "python -m pip install --quiet evoproof==0.1.0"


@pytest.mark.parametrize("name", ["Install evoproof", "Check"])
def test_what_is_neither_true_nor_false_is_refused(shims, tmp_path, name):
    found = ran(name, shims, tmp_path, numbers="yes", no_exec="yes")
    assert found.returncode == 2
    assert "is true or false" in found.stdout


@pytest.mark.slow
def test_the_hook_is_a_command_line_that_holds(shims, tmp_path):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "evoproof"
    assert hook["language"] == "python"
    assert hook["require_serial"] and hook["pass_filenames"]
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.toml").write_text(CLAIM.format(name="a"), encoding="utf-8")
    assert re.search(hook["files"], "claims/a.toml")
    found = subprocess.run(
        [*shlex.split(hook["entry"]), "claims/a.toml"],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{shims}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr


def test_the_hook_and_the_one_that_init_writes_are_the_same():
    template = ROOT / "evoproof" / "project" / "templates" / "pre-commit-config.yaml"
    (ours,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    local = yaml.safe_load(template.read_text(encoding="utf-8"))["repos"][0]["hooks"][0]
    for key in ("id", "entry", "language", "files", "require_serial"):
        assert local[key] == ours[key]
