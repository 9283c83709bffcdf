"""The code blocks of a document, run in their order in one folder, as a reader would."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from evoproof.console.group import main

_FENCED = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STATUS = "$ echo $?"
_PROMPT = "$ "
_CUT = "..."


@dataclass(frozen=True)
class Block:
    """What stands between two fences; `file` is the name behind the kind: ```python row.py."""

    kind: str
    file: str
    text: str


@dataclass(frozen=True)
class Command:
    """A command line, what it prints, and its exit code."""

    line: str
    expected: str
    status: int


def blocks(document: str) -> list[Block]:
    return [Block(*found) for found in _FENCED.findall(document)]


def commands(console: str) -> Iterator[Command]:
    """The commands of a console block; `echo $?` belongs to the one before it."""
    parts = re.split(r"^(?=\$ )", console, flags=re.MULTILINE)
    said = [part.partition("\n") for part in parts if part]
    after = [*said[1:], ("", "", "")]
    for (line, _, expected), (following, _, code) in zip(said, after, strict=True):
        if line != _STATUS:
            status = int(code) if following == _STATUS else 0
            yield Command(line.removeprefix(_PROMPT), expected, status)


def comparable(text: str) -> list[str]:
    """The lines without times, rounding errors and counts of inferences; runs of blanks as one."""
    text = re.sub(r"\d+(\.\d+)? m?s\b", "TIME", text)
    text = re.sub(r"\b\d+e[+-]\d+", "SMALL", text)
    text = re.sub(r"\b\d+ inferences|(?<=proved) +\d+ +\d+", "COUNT", text)
    return [" ".join(line.split()) for line in text.strip().splitlines()]


def run(command: Command) -> None:
    """Run it in this folder, and hold what it prints against what the document says."""
    words = shlex.split(command.line)
    found = CliRunner().invoke(main, words[1:], prog_name="evoproof")
    assert words[0] == "evoproof", command.line
    assert found.exit_code == command.status, found.output
    printed, wanted = comparable(found.output), comparable(command.expected)
    if wanted[-1:] == [_CUT]:
        printed, wanted = printed[: len(wanted) - 1], wanted[:-1]
    assert printed == wanted, command.line


def follow(block: Block, folder: Path, names: dict[str, object]) -> None:
    """Do what a block says: write its file, change it, execute it, or run its commands."""
    file = folder / block.file
    match block.kind:
        case "console":
            for command in commands(block.text):
                run(command)
        case "diff":
            file.write_text(changed(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
        case "python" | "toml" if block.file:
            file.write_text(block.text, encoding="utf-8")
        case "python":
            exec(block.text, names)


def changed(text: str, change: str) -> str:
    """The text with the lines behind - and blank replaced by those behind + and blank."""
    lines = change.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in "- ")
    after = "".join(line[1:] for line in lines if line[0] in "+ ")
    assert text.count(before) == 1, f"not once in the file:\n{before}"
    return text.replace(before, after)
