"""Which files the plugin takes, what it refuses, and what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from pytest_plugin_runs import CONFIGURED, FALSE, PROVED, REFUTED, derivation, ran, repository

NOTHING, USAGE = pytest.ExitCode.NO_TESTS_COLLECTED, pytest.ExitCode.USAGE_ERROR
LOADED = """
import atexit, sys
HEAVY = ("click", "mpmath", "numpy", "rich", "sympy", "torch", "z3")
atexit.register(lambda: print("loaded:", *(one for one in HEAVY if one in sys.modules)))
"""


def shell(pytester, *arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Pytest with the plugin in a process of its own; `before` is Python that runs first."""
    start = f"{before}\nimport sys, pytest\nsys.exit(pytest.main(sys.argv[1:]))"
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    paths = os.pathsep.join(path for path in sys.path if path)
    autoload = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": paths}
    command = [sys.executable, "-c", start, "-p", "evoproof.pytest_plugin", *arguments]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=pytester.path,
        env={**kept, **autoload, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_nothing_is_collected_unless_it_is_asked_for(pytester):
    repository(pytester)
    pytester.makeini("[pytest]\n")
    run = ran(pytester)
    assert (run.code, run.outcomes) == (NOTHING, {})
    assert ran(pytester, "claims/good.toml").code == USAGE


def test_globs_are_seen_from_the_root_folder(pytester, monkeypatch):
    repository(pytester)
    monkeypatch.chdir(pytester.path / "claims")
    assert list(ran(pytester, "good.toml").outcomes) == ["claims/good.toml::backwards"]


def test_a_glob_takes_no_more_than_it_says(pytester):
    repository(pytester, claims__draft=PROVED, derivations_conftest="")
    below = pytester.mkdir("claims/deeper")
    (below / "deep.toml").write_text(PROVED)
    assert list(ran(pytester, "claims").outcomes) == ["claims/good.toml::backwards"]
    run = ran(pytester, "claims", "-o", "evoproof_files=claims/**/*.toml")
    both = {"claims/good.toml::backwards", "claims/deeper/deep.toml::backwards"}
    assert set(run.outcomes) == both
    assert ran(pytester, "derivations").code == 0


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("claim/*.toml", "claim/*.toml: no claims file (.toml) and no derivation file (.py)"),
        ("*.ini", "*.ini: no claims file (.toml)"),
        ("/claims/*.toml", "/claims/*.toml: a glob is relative to "),
        ("claims/../claims/*.toml", "claims/../claims/*.toml: a glob is relative to "),
        ("claims**.toml", "claims**.toml: Invalid pattern"),
    ],
)
def test_a_glob_that_would_check_nothing_is_refused(pytester, capsys, pattern, said):
    repository(pytester)
    assert ran(pytester, "-o", f"evoproof_files={pattern}").code == USAGE
    assert f"ERROR: evoproof_files: {said}" in capsys.readouterr().err


def test_files_outside_testpaths_are_named(pytester, capsys):
    repository(pytester)
    left_out = "evoproof_files: claims/good.toml: outside testpaths, so this run leaves them out"
    only = ("-o", "testpaths=derivations")
    assert ran(pytester, *only).code == 0
    assert f"PytestConfigWarning: {left_out}" in capsys.readouterr().out
    assert ran(pytester, *only, "-W", "error").code == USAGE
    assert left_out in capsys.readouterr().err
    assert ran(pytester, "-o", "testpaths=derivations claims", "-W", "error").code == 0
    assert ran(pytester, "derivations", "-W", "error").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--version",), ("claims", "--co")])
def test_the_plugin_loads_nothing_before_a_claim_is_judged(pytester, arguments):
    repository(pytester)
    if not arguments:
        pytester.makeini("[pytest]\n")
    run = shell(pytester, *arguments, before=LOADED)
    assert run.returncode == (0 if arguments else NOTHING), run.stderr
    assert "loaded:\n" in run.stdout


@pytest.mark.slow
def test_workers_judge_what_one_process_judges(pytester):
    pytest.importorskip("xdist")
    repository(pytester, claims_a=REFUTED, derivations_a=derivation(FALSE))
    run = shell(pytester, "-p", "xdist", "-n", "2", "--junitxml=found.xml")
    assert run.returncode == 1
    assert "3 failed, 5 passed" in run.stdout
    cases = ElementTree.parse(pytester.path / "found.xml").iter("testcase")
    failed = [one for case in cases for one in case.iter("failure")]
    assert {one.get("message", "").partition(": ")[0] for one in failed} == {
        "claims/a.toml:2", "derivations/a.py:22", "derivations/a.py:16",
    }  # fmt: skip


@pytest.mark.slow
def test_the_wheel_brings_the_plugin_to_somebody_else_s_repository(installed_wheel, tmp_path):
    for name in ("claims", "derivations", "tests"):
        (tmp_path / name).mkdir()
    (tmp_path / "pytest.ini").write_text(CONFIGURED)
    (tmp_path / "claims" / "sums.toml").write_text(PROVED + REFUTED + 'expect = "refuted"\n')
    (tmp_path / "derivations" / "rows.py").write_text(derivation())
    (tmp_path / "tests" / "test_own.py").write_text("def test_own():\n    assert True\n")
    run = installed_wheel.run("-m", "pytest", "-v", "-W", "error", cwd=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "5 passed, 1 xfailed" in run.stdout
    assert "derivations/rows.py::row::step-1 PASSED" in run.stdout
    numbers = installed_wheel.run("-m", "pytest", "--evoproof-numbers", cwd=tmp_path)
    assert numbers.returncode == USAGE
    assert "ERROR: evoproof_numbers needs torch: pip install" in numbers.stderr
