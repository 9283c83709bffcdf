"""The page on pull requests: its workflow is sound, and what it says of limits is so."""

from __future__ import annotations

import re
from pathlib import Path

import yaml
from click.testing import CliRunner

from evoproof import __version__
from evoproof.baseline import file as baseline_file
from evoproof.claims.files import LARGEST_FILE
from evoproof.claims.reading import MOST_NODES
from evoproof.claims.scan import DEEPEST_BRACKETS, LARGEST_LITERAL, LONGEST_TEXT
from evoproof.console.group import main

PAGE = (Path(__file__).parent.parent.parent / "docs" / "pull-requests.md").read_text("utf-8")
WORKFLOW = PAGE.partition("```yaml\n")[2].partition("```")[0]


def test_the_workflow_has_few_rights_and_installs_before_it_checks_out():
    found = yaml.safe_load(WORKFLOW)
    assert list(found[True]) == ["pull_request"]  # YAML takes the key `on` for true
    assert found["permissions"] == {"contents": "read"}
    steps = found["jobs"]["check"]["steps"]
    kinds = [one.get("uses", one.get("run")).partition("@")[0].partition(" ")[0] for one in steps]
    assert kinds == ["actions/setup-python", "pip", "actions/checkout", "evoproof"]
    assert f'"evoproof=={__version__}"' in WORKFLOW
    assert "${{" not in WORKFLOW


def test_its_command_line_is_accepted_and_left_without_files_does_not_pass(tmp_path, monkeypatch):
    (line,) = re.findall(r"run: evoproof (.*)", WORKFLOW)
    (tmp_path / "evoproof.toml").write_text('files = ["*.py"]\n')
    (tmp_path / "a.py").write_text("raise SystemExit\n")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, line.split()).exit_code == 4


def test_the_limits_are_those_of_the_reader():
    for limit in (LARGEST_FILE, LONGEST_TEXT, MOST_NODES, DEEPEST_BRACKETS):
        assert f" {limit:,} " in PAGE
    assert LARGEST_LITERAL == 10**18 and "10^18" in PAGE
    assert baseline_file.LARGEST_FILE == 10 * LARGEST_FILE
