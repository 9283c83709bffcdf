"""`evoproof picture`: files, the terminal, and what it refuses."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner, Result
from rich.text import Text

from evoproof.console.group import main
from evoproof.console.pictures import drawn
from evoproof.picture.figure import figures


def picture(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["picture", *arguments], prog_name="evoproof")


def test_a_file_is_written_and_nothing_goes_to_standard_output(tmp_path):
    for name, first in (("a.svg", b"<svg"), ("b.PNG", b"\x89PNG")):
        found = picture("delta", "--pixel", "0,0", "-o", str(tmp_path / name))
        assert (found.exit_code, found.stdout) == (0, "")
        assert "wrote" in found.stderr
        assert (tmp_path / name).read_bytes().startswith(first)


@pytest.mark.slow
def test_the_border_decides_what_is_drawn():
    corner = ("--pixel", "0,0")
    mask, zero = (picture("attention", *corner, *one).stdout for one in ((), ("--border", "zero")))
    assert mask.startswith("The Evolution kernel of attention, border: mask\n")
    assert zero.startswith("The Evolution kernel of attention, border: zero\n")
    assert len(set(mask.splitlines()) ^ set(zero.splitlines())) > 10


def test_the_terminal_shows_signed_digits_and_marks_what_is_outside(monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    shown = picture("convolution", "--pixel", "0,0", "--pixel", "5,5").stdout
    assert "F (14)   9 is 1" in shown
    outer, inner = (
        next(line for line in shown.splitlines() if line.startswith(mark)) for mark in ("A ", "B ")
    )
    assert outer.count("'") == 6 * 5
    assert "'" not in inner
    digits = [re.findall(r"-?\d", line[12:]) for line in (outer, inner)]
    assert digits[0] == digits[1]
    assert digits[0][:5] == ["-2", "-6", "-9", "-6", "-2"]


def test_columns_that_do_not_fit_follow_below():
    figure = figures("delta")["mask"]
    wide, narrow = (list(drawn(figure, width)) for width in (400, 60))
    assert max(len(line.plain) for line in narrow[2:-6]) <= 60
    assert "".join(map(str, wide)).count("m 2") == "".join(map(str, narrow)).count("m 2")


def test_cells_have_the_colours_of_the_picture():
    (panel,) = figures("delta")["mask"].panels
    lines = list(drawn(figures("delta")["mask"], 120))
    styles = {str(span.style) for line in lines if isinstance(line, Text) for span in line.spans}
    for value, ink in ((0, "#000000"), (1, "#ffffff")):
        assert f"{ink} on {panel.scale.colour(value)}" in styles


@pytest.mark.parametrize(("arguments", "said"), [
    (("atention",), "did you mean attention?"),
    (("delta", "--pixel", "12,0"), "outside the image"),
    (("delta", "--pixel", "1;2"), "write I,J"),
    (("delta", "--border", "masc"), "'mask', 'zero'"),
    (("delta", "-o", "delta.gif"), "delta.gif: a picture is .svg or .png"),
    (("delta", "-o", "no/such/folder/delta.svg"), "No such file"),
    ((), "Missing argument"),
])  # fmt: skip
def test_a_mistake_is_one_line_and_exit_code_2(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = picture(*arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert said in found.stderr.splitlines()[-1]
    assert "Traceback" not in found.stderr
