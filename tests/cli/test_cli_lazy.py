"""What a command loads: help nothing, `list` neither sympy nor torch, `prove` no torch."""

from __future__ import annotations

import pytest
from cli_running import evoproof, shell

from evoproof.console.help import COMMANDS

REPORT = """
import atexit
HEAVY = ("click", "mpmath", "numpy", "rich", "sympy", "torch", "z3")
atexit.register(lambda: print(*(one for one in HEAVY if one in sys.modules), file=sys.stderr))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--help",), set()),
        (("-h",), set()),
        (("--version",), {"click"}),
        (("prove", "--help"), {"click", "rich", "sympy", "mpmath", "z3"}),
        (("list",), {"click", "rich"}),
        (("prove", "convolution"), {"click", "rich", "sympy", "mpmath", "z3"}),
    ],
)
def test_loads_no_more_than(arguments, allowed):
    found = shell(*arguments, before=REPORT)
    assert found.returncode == 0, found.stderr
    assert set(found.stderr.decode().split()) <= allowed


def test_both_doors_give_the_same_help():
    assert shell("--help").stdout.decode() == evoproof("--help").stdout


def test_help_names_every_command_and_every_command_has_help():
    shown = evoproof("--help").stdout
    for name in COMMANDS:
        assert f"\n  {name} " in shown
        assert f"Usage: evoproof {name}" in evoproof(name, "--help").stdout


def test_version():
    assert evoproof("--version").stdout == "evoproof 0.1.0\n"


def test_doctor_says_what_is_there():
    shown = shell("doctor", before="sys.modules['torch'] = None").stdout.decode()
    assert "sympy" in shown
    assert "numbers need torch" in shown
    assert "utf-8, unicode formulas, 120 columns" in shown


@pytest.mark.slow
def test_shell_completion_knows_the_commands():
    found = shell(_EVOPROOF_COMPLETE="bash_complete", COMP_WORDS="evoproof pr", COMP_CWORD="1")
    assert b"prove" in found.stdout
