"""The README's code runs and prints what the README says; only times and the like may differ."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from evoproof.console.group import main
from evoproof.console.help import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
CONSOLE = [text for kind, text in BLOCKS if kind == "console"]
PYTHON = [text for kind, text in BLOCKS if kind == "python"]
SHELL = [text for kind, text in BLOCKS if kind == "sh"]
CLAIMS = [text for kind, text in BLOCKS if kind == "toml"]
STATUS = "$ echo $?\n"


def comparable(text: str) -> list[str]:
    """The lines without times, rounding errors and counts of inferences; runs of blanks as one."""
    text = re.sub(r"\d+(\.\d+)? m?s\b", "TIME", text)
    text = re.sub(r"\b\d+e[+-]\d+", "SMALL", text)
    text = re.sub(r"\b\d+ inferences|(?<=proved) +\d+ +\d+", "COUNT", text)
    return [" ".join(line.split()) for line in text.strip().splitlines()]


def runs() -> list[object]:
    """The console blocks; those that take numbers need torch."""
    found = []
    for text in CONSOLE:
        command = text.splitlines()[0].strip("$ ")
        derivations = "check" in command and ".toml" not in command
        numbers = derivations and "--symbolic-only" not in command
        marks = [pytest.mark.torch] if numbers else []
        if "audit" in command or "properties" in command:
            marks.append(pytest.mark.slow)
        found.append(pytest.param(text, id=command, marks=marks))
    return found


@pytest.mark.parametrize("text", runs())
def test_a_console_block_is_a_real_run(text, tmp_path, monkeypatch):
    command, expected = text.split("\n", 1)
    expected, _, status = expected.partition(STATUS)
    words = shlex.split(command.removeprefix("$ "))
    for source in PYTHON:
        (tmp_path / "row.py").write_text(source, encoding="utf-8")
    for source in CLAIMS:
        (tmp_path / "tiles.toml").write_text(source, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    found = CliRunner().invoke(main, words[1:], prog_name="evoproof")
    assert words[0] == "evoproof"
    assert found.exit_code == int(status or 0), found.output
    assert comparable(found.stdout) == comparable(expected)


def test_every_kind_of_block_is_looked_at():
    assert {kind for kind, _ in BLOCKS} == {"console", "python", "sh", "toml"}
    assert README.index("```console\n$ evoproof audit E26") < 100
    assert len(PYTHON) == len(CLAIMS) == 1


def test_the_make_targets_exist():
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = {word for text in SHELL for word in re.findall(r"^make (\w+)", text, re.MULTILINE)}
    assert {"prove", "test", "lint", "bench"} <= named
    for target in named:
        assert f"\n{target}: " in rules


def test_every_command_is_in_the_table():
    for name in COMMANDS:
        assert f"| `evoproof {name}" in README


def test_every_folder_is_in_the_table():
    for folder in (ROOT / "evoproof").iterdir():
        if folder.is_dir() and any(folder.glob("*.py")) and folder.name != "derivations":
            assert f"`evoproof/{folder.name}`" in README, folder.name


def test_every_dependency_has_its_reason():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    table = README.split("## Dependencies")[1]
    for name in re.findall(r'"([\w-]+)>=', project):
        assert name in table, name
