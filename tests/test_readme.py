"""The README's code runs and prints what the README says; only times and the like may differ."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_blocks import blocks, commands, follow, run

from evoproof.console.help import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = blocks(README)
CONSOLE = [one.text for one in BLOCKS if one.kind == "console"]
SHELL = [one.text for one in BLOCKS if one.kind == "sh"]


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
    for block in BLOCKS:
        if block.file:
            follow(block, tmp_path, {})
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    for command in commands(text):
        run(command)


def test_every_kind_of_block_is_looked_at():
    assert {one.kind for one in BLOCKS} == {"console", "sh", "toml"}
    assert README.index("```console\n$ evoproof audit E26") < 100
    assert [one.file for one in BLOCKS if one.file] == ["tiles.toml"]


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
