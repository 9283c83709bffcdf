"""Claims files: one bad claim is its own error, a bad file is one error, the limits come first."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from evoproof import claims
from evoproof.claims import files
from evoproof.claims.errors import ClaimError, FileError
from evoproof.claims.files import LARGEST_FILE, read_file
from evoproof.claims.syntax import Claim

GOOD = """[[claim]]
name = "{}"
sizes = "N"
tensors = "X[N]"
free = "i < N"
left = "X[i]"
right = "X[i]"
"""


@pytest.fixture
def write(tmp_path):
    def written(text: str | bytes) -> Path:
        path = tmp_path / "some.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def test_a_claim_that_cannot_be_read_leaves_the_others(write):
    bad = '[[claim]]\nname = "bad"\nleft = "Q"\nright = "1"\n'
    path = write(GOOD.format("a") + "\n" + bad + "\n" + GOOD.format("b"))
    first, error, last = read_file(path)
    assert (first.name, last.name) == ("a", "b")
    assert (first.file, first.line, last.line) == (str(path), 1, 14)
    assert isinstance(error, ClaimError)
    assert (error.claim, error.line, error.field, error.file) == ("bad", 9, "left", str(path))
    assert str(error).startswith(f'{path}:9: claim "bad": left, column 1: unknown name Q\n')


@pytest.mark.parametrize(
    ("entry", "claim", "field", "message"),
    [
        ('left = "1"\nright = "1"', "claim 2", "", "the field name is missing"),
        ('name = "b"\nright = "1"', "b", "", "the field left is missing"),
        ('name = "b"\nleft = "1"', "b", "", "the field right is missing"),
        ('name = "b"\nleft = "1"\nright = "1"\nfre = "i < N"', "b", "", "did you mean free?"),
        ('name = "b"\nleft = "1"\nright = "1"\nxyz = 1', "b", "", "the fields are name, left"),
        ('name = "b"\nleft = 1\nright = "1"', "b", "left", 'write left = "..."'),
        ('name = "b"\nleft = "1"\nright = "1"\nfree = ["i < 2"]', "b", "free", 'write free = "'),
        ('name = "b"\nleft = "1"\nright = "1"\ngiven = "1 < 2"', "b", "given", 'write given = ["'),
        ('name = "b"\nleft = "1"\nright = "1"\nlet = [1]', "b", "let", 'write let = ["'),
        ('name = 1\nleft = "1"\nright = "1"', "claim 2", "name", 'write name = "'),
        ('name = "a"\nleft = "1"\nright = "1"', "a", "name", "taken by claim 1 in line 1"),
        ('name = "b c"\nleft = "1"\nright = "1"', "b c", "name", "letters, digits"),
        ('name = "b"\nleft = "1"\nright = "1"\nexpect = "refute"', "b", "expect", "refuted"),
        ('name = "b"\nleft = "1"\nright = "1"\ntitle = "\\u001b[1m"', "b", "title", "one line"),
        ('name = "b"\nleft = "1"\nright = 1979-05-27', "b", "right", 'write right = "'),
    ],
)
def test_a_wrong_table_is_an_error_of_its_claim(write, entry, claim, field, message):
    path = write(GOOD.format("a") + "[[claim]]\n" + entry + "\n")
    good, error = read_file(path)
    assert isinstance(good, Claim)
    assert (error.claim, error.field, error.line) == (claim, field, 8)
    assert message in f"{error.message}\n{error.hint}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("claim = 1\n", "begin each claim with [[claim]]"),
        ('[claim]\nname = "a"\n', "begin each claim with [[claim]]"),
        ('[[claims]]\nname = "a"\n', "unknown entry 'claims': did you mean claim?"),
        ("x = 1\n" + GOOD.format("a"), "every entry is a [[claim]]"),
        ("[[claim]\n", "not TOML"),
        ('[[claim]]\nname = "a"\nname = "b"\n', "not TOML"),
        ("x = " + "9" * 5000, "not TOML"),
        ("x = " + "[" * 5000, "nested too deeply"),
        ("a." * 3000 + "a = 1", "unknown entry"),
        (b'[[claim]]\nname = "\xff"\n', "not UTF-8: byte 19"),
        (b"\0", "not TOML"),
    ],
)
def test_a_file_of_which_no_claim_can_be_told_is_one_error(write, text, message):
    path = write(text)
    with pytest.raises(FileError) as caught:
        read_file(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "claim = []\n"])
def test_a_file_without_claims_is_an_empty_list(write, text):
    assert read_file(write(text)) == []


def test_a_file_that_is_too_large_is_not_parsed(write, monkeypatch):
    monkeypatch.setattr(files.tomllib, "loads", lambda _: pytest.fail("parsed"))
    with pytest.raises(FileError, match=r"at most 1,000,000 bytes, this has 10,000,000 bytes"):
        read_file(write(b"#" * 10_000_000))


def test_a_file_of_just_the_largest_size_is_read(write):
    assert read_file(write(b"#" * LARGEST_FILE)) == []


def test_missing_files_and_folders_are_errors(tmp_path):
    with pytest.raises(FileError, match=r"none.toml: cannot be read: No such file"):
        read_file(tmp_path / "none.toml")
    with pytest.raises(FileError, match="cannot be read: Is a directory"):
        read_file(tmp_path)
    with pytest.raises(FileError, match="cannot be read"):
        read_file("a\0b")


def test_lines_are_left_out_where_they_cannot_be_told(write):
    quoted = 'title = """x"""\n'
    path = write(GOOD.format("a") + quoted.replace('x"', '\\\n[[claim]]"'))
    assert [one.line for one in read_file(path)] == [0]
    inline = write('claim = [{name = "a", left = "1", right = "2"}]')
    assert [(one.name, one.line) for one in read_file(inline)] == [("a", 0)]


def test_line_ends_and_marks_of_other_systems_are_read(write):
    text = (
        GOOD.format("a")
        + 'title = "t"\n'
        + GOOD.format("b").replace('"X[i]"', '"""X[i]\n+ 0"""', 1)
    )
    found = read_file(write(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()))
    assert [(one.name, one.line) for one in found] == [("a", 1), ("b", 9)]


def test_an_entry_that_is_no_table_is_an_error_of_its_own(write):
    error, good = read_file(write('claim = [1, {name = "a", left = "1", right = "1"}]'))
    assert isinstance(good, Claim)
    assert (error.claim, error.message) == ("claim 1", "a claim is a table")


def test_nothing_in_the_room_runs_code():
    room = Path(claims.__file__).parent
    for path in room.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            assert not (isinstance(called, ast.Name) and called.id in FORBIDDEN), path
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {one.name for one in node.names} | {getattr(node, "module", "")}
                assert not names & {"builtins", "importlib", "subprocess", "os", "pickle"}, path


FORBIDDEN = {"eval", "exec", "compile", "__import__", "globals", "input"}
