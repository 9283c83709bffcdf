"""`step`: a derivation line by line, from a pipe and from a terminal."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from cli_running import FALSE, TRUE, WITHOUT_TORCH, main, shell, written
from click.testing import CliRunner, Result


def played(name: str, *commands: str) -> Result:
    return CliRunner().invoke(main, ["step", name], input="".join(f"{one}\n" for one in commands))


def test_a_script_of_commands_reads_like_a_session():
    shown = played("pointwise_convolution", "n", "", "b", "g 4", "n", "q")
    assert shown.exit_code == 0
    prompts = [line for line in shown.stdout.splitlines() if line.startswith("> ")]
    assert prompts == ["> n", "> ", "> b", "> g 4", "> n", "> q"]
    lines = re.findall(r"^line (\d) of 4$", shown.stdout, re.M)
    assert lines == ["1", "2", "3", "2", "4"]
    assert "This is the last line." in shown.stdout


def test_a_step_has_its_reason_both_lines_and_what_changed():
    lines = played("pointwise_convolution", "g 3", "q").stdout.splitlines()
    at = next(k for k, line in enumerate(lines) if "{ fold F }" in line)
    assert "W_conv[0, 0, c, m]·X[i, j, c]" in lines[at - 1]
    assert "F[i, j, 0, 0, c, m]·X[i, j, c]" in lines[at + 1]
    assert lines[at + 2] == "changed: W_conv[0, 0, c, m]"
    assert lines[at + 3] == "     to: F[i, j, 0, 0, c, m]"


def test_the_reason_in_words_its_rules_and_its_kernel_steps():
    shown = played("pointwise_convolution", "w", "n", "w", "r", "k", "q").stdout
    assert "This is the first line: no step leads here." in shown
    assert "unfold Conv: Conv in the line above is replaced by what it stands for." in shown
    assert "given |- T[e] = b[x := e]" in shown
    assert "1. unfold at the root" in shown


def test_the_end_of_the_input_ends_the_player():
    shown = played("pointwise_convolution")
    assert shown.exit_code == 0
    assert shown.stdout.endswith("> \n")


def test_what_is_no_command_is_said_and_nothing_moves():
    shown = played("pointwise_convolution", "jump", "g 9", "b", "q").stdout
    assert "no command 'jump'" in shown
    assert "The lines are 1 to 4." in shown
    assert "This is the first line." in shown
    assert "line 2 of 4" not in shown


def test_brackets_and_a_step_that_fails(tmp_path):
    shown = played(written(tmp_path, FALSE.replace('"A"', '"y"')), "n", "r", "q").stdout
    assert "y[i, k]" in shown
    assert "the line is false" in shown
    assert "counterexample" in shown
    assert "The step is not proved" in shown


def test_a_name_that_is_none():
    found = played("convolutoin")
    assert found.exit_code == 2
    assert "did you mean convolution" in found.stderr


def test_a_player_without_torch_says_how_to_get_numbers(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    shown = played(written(tmp_path, TRUE), "n", "numbers", "q")
    assert shown.exit_code == 0
    assert "numbers need torch: pip install 'evoproof[torch]'" in shown.stdout


@pytest.mark.torch
@pytest.mark.slow
def test_numbers_of_a_step(tmp_path):
    pytest.importorskip("torch")
    shown = played(written(tmp_path, TRUE), "n", "number", "q").stdout
    assert "both lines agree (exact and float64, seed 0)" in shown


@pytest.mark.slow
def test_a_stream_without_greek_gets_ascii(tmp_path):
    shown = shell("step", written(tmp_path, TRUE), before=WITHOUT_TORCH, PYTHONIOENCODING="cp1252")
    assert shown.returncode == 0, shown.stderr
    assert "sum[k=0..m-1] A[i, k]*x[k]" in shown.stdout.decode("cp1252")


@pytest.mark.slow
def test_a_terminal_gets_a_prompt_and_an_interrupt_ends_with_130(tmp_path):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    said = f"sys.argv[1:] = ['step', {written(tmp_path, TRUE)!r}]"
    start = f"import sys\n{said}\nfrom evoproof.cli import run\nrun()"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
    running = subprocess.Popen(
        [sys.executable, "-c", start], stdin=theirs, stdout=theirs, stderr=theirs,
        env=environment | {"TERM": "dumb"}, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        shown = until(ours, "> ")
        os.write(ours, b"n\n")
        shown += until(ours, "> ")
        assert interrupted(running) == 130
    finally:
        running.kill()
        running.wait()
        os.close(ours)
    assert "line 1 of 2" in shown
    assert "line 2 of 2" in shown


def interrupted(running: subprocess.Popen[bytes]) -> int:
    """The exit code after Ctrl-C. One just before Python waits is seen with the next."""
    for _ in range(60):
        running.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return running.wait(timeout=1)
    raise AssertionError("it goes on")


def until(stream: int, end: str) -> str:
    """What is written up to a line that begins with the prompt."""
    text = ""
    while not text.endswith(f"\n{end}"):
        text += os.read(stream, 4096).decode()
    return text
