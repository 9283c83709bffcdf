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


def shell(folder, *arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Pytest with the plugin in a process of its own; `before` is Python that runs first."""
    start = f"{before}\nimport sys, pytest\nsys.exit(pytest.main(sys.argv[1:]))"
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    paths = os.pathsep.join(path for path in sys.path if path)
    autoload = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": paths}
    command = [sys.executable, "-c", start, "-p", "evoproof.pytest_plugin", *arguments]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider"],
        cwd=folder,
        env={**kept, **autoload, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_nothing_is_collected_unless_it_is_asked_for(folder):
    repository(folder)
    (folder / "pytest.ini").write_text("[pytest]\n")
    run = ran(folder)
    assert (run.code, run.outcomes) == (NOTHING, {})
    assert ran(folder, "claims/good.toml").code == USAGE


def test_globs_are_seen_from_the_root_folder(folder, monkeypatch):
    repository(folder)
    monkeypatch.chdir(folder / "claims")
    assert list(ran(folder, "good.toml").outcomes) == ["claims/good.toml::backwards"]


def test_a_glob_takes_no_more_than_it_says(folder):
    repository(folder, claims__draft=PROVED, derivations_conftest="")
    below = folder / "claims/deeper"
    below.mkdir()
    (below / "deep.toml").write_text(PROVED)
    assert list(ran(folder, "claims").outcomes) == ["claims/good.toml::backwards"]
    run = ran(folder, "claims", "-o", "evoproof_files=claims/**/*.toml")
    both = {"claims/good.toml::backwards", "claims/deeper/deep.toml::backwards"}
    assert set(run.outcomes) == both
    assert ran(folder, "derivations").code == 0


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
def test_a_glob_that_would_check_nothing_is_refused(folder, capsys, pattern, said):
    repository(folder)
    assert ran(folder, "-o", f"evoproof_files={pattern}").code == USAGE
    assert f"ERROR: evoproof_files: {said}" in capsys.readouterr().err


def test_files_outside_testpaths_are_named(folder, capsys):
    repository(folder)
    left_out = "evoproof_files: claims/good.toml: outside testpaths, so this run leaves them out"
    only = ("-o", "testpaths=derivations")
    assert ran(folder, *only).code == 0
    assert f"PytestConfigWarning: {left_out}" in capsys.readouterr().out
    assert ran(folder, *only, "-W", "error").code == USAGE
    assert left_out in capsys.readouterr().err
    assert ran(folder, "-o", "testpaths=derivations claims", "-W", "error").code == 0
    assert ran(folder, "derivations", "-W", "error").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--version",), ("claims", "--co")])
def test_the_plugin_loads_nothing_before_a_claim_is_judged(folder, arguments):
    repository(folder)
    if not arguments:
        (folder / "pytest.ini").write_text("[pytest]\n")
    run = shell(folder, *arguments, before=LOADED)
    assert run.returncode == (0 if arguments else NOTHING), run.stderr
    assert "loaded:\n" in run.stdout


@pytest.mark.slow
def test_workers_judge_what_one_process_judges(folder):
    pytest.importorskip("xdist")
    repository(folder, claims_a=REFUTED, derivations_a=derivation(FALSE))
    run = shell(folder, "-p", "xdist", "-n", "2", "--junitxml=found.xml")
    assert run.returncode == 1
    assert "3 failed, 5 passed" in run.stdout
    cases = ElementTree.parse(folder / "found.xml").iter("testcase")
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
