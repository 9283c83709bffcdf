"""GitHub's annotations and summary: no text in them can start a command or become markup."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from gate_reports import (
    ERRATA,
    EVERYTHING,
    FAULT,
    HOSTILE,
    PASSED,
    UNDECIDED,
    UNREADABLE,
    WRONG,
    claim,
    hostile,
    judged,
)

from evoproof.gate.github import MOST, SUMMARY_BYTES, commands, summary
from evoproof.gate.log import inert, inert_json
from evoproof.gate.messages import one_line

COMMAND = re.compile(r"^::(error|warning|notice) ([^:]*)::(.*)$")


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner reads it."""
    level, properties, data = COMMAND.fullmatch(line).groups()
    given = dict(one.split("=", 1) for one in properties.split(","))
    return level, {name: decoded(text) for name, text in given.items()}, decoded(data)


def decoded(text: str) -> str:
    for code, sign in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_an_annotation():
    (found,) = judged(WRONG[0]).findings
    assert parsed(commands(judged(WRONG[0]))) == (
        "error",
        {"file": "claims/a.toml", "line": "7", "title": "refuted: false"},
        "\n".join(found.lines),
    )
    assert parsed(commands(judged(UNDECIDED)))[0] == "warning"
    assert commands(judged(*PASSED, *ERRATA)) == ""


def test_the_worst_nine_and_how_many_more():
    many = [claim("unknown", f"u{n}") for n in range(20)]
    lines = commands(judged(*many, WRONG[0], UNREADABLE, FAULT)).splitlines()
    assert len(lines) == MOST + 1 == 10
    titles = [parsed(line)[1]["title"] for line in lines]
    assert titles[:4] == ["unknown: crash", "error: bad.py", "refuted: false", "unknown: u0"]
    assert parsed(lines[-1]) == ("notice", {"title": "evoproof"}, "14 more, see the summary")
    assert len(commands(judged(*many[:9])).splitlines()) == 9


def test_an_early_stop_is_said():
    stopped = judged(WRONG[0], stopped="3 more were not judged")
    assert commands(stopped).splitlines()[-1].endswith("::3 more were not judged")
    assert "3 more were not judged" in summary(stopped)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_one_command_with_one_place(text):
    level, given, data = parsed(commands(judged(hostile(text))))
    assert level == "error"
    assert given.keys() == {"file", "title"}
    assert one_line(text).replace("##[", "## [") in data.replace("\n", " ")
    assert "##[" not in commands(judged(hostile(text)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_one_row_without_markup(text):
    *_, row, end = summary(judged(hostile(text))).split("\n")[:-1]
    assert end == ""
    cells = row.removeprefix("| ").removesuffix(" |").split(" | ")
    assert len(cells) == 6
    for cell in cells[1:]:
        assert not re.search(r"[<>`*_~$@!\[\]\\:.|#]|&(?!#[0-9]+;)", re.sub(r"&#\d+;", "", cell))
    assert unescape(cells[1]) == one_line(text)


def test_the_summary_has_everything_surprises_first():
    text = summary(judged(*EVERYTHING))
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(EVERYTHING)
    marks = [row.split(" | ")[0] for row in rows]
    assert marks == ["| **FAIL**"] * 8 + ["| **undecided**"] + ["| ok"] * 5
    assert "14 checked, 9 not as expected" in text
    assert "nothing to check" in summary(judged())


def test_a_summary_that_has_no_room_says_how_much_is_left_out():
    many = [claim(name=f"a{n}{'a' * 500}") for n in range(3000)]
    text = summary(judged(*many, WRONG[0]))
    assert SUMMARY_BYTES - 1000 < len(text.encode()) <= SUMMARY_BYTES
    assert "**FAIL**" in text
    rows = text.count("\n| ") - 1
    assert f"{3001 - rows} of 3001 rows are left out" in text
    assert summary(judged(WRONG[0]), room=50) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", ": :error::x"),
        ("a\n \t::error::x", "a\n \t: :error::x"),
        ("a\r::error::x", "a ::error::x"),
        ("a ##[error]x", "a ## [error]x"),
        ("a.toml::b[::2]", "a.toml::b[::2]"),
    ],
)
def test_a_line_of_a_log_is_no_command(text, shown):
    assert inert(text) == shown
    assert inert(shown) == shown


def test_json_without_commands_is_the_same_json():
    text = json.dumps({"a": "##[error]x"})
    assert "##[" not in inert_json(text)
    assert json.loads(inert_json(text)) == json.loads(text)
