"""What a repository starts with, and that nothing of its own is ever written over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from evoproof.project.init import HOOKS, TEMPLATES, InitError, initialise
from evoproof.project.project import read

ROOT = Path(__file__).parent.parent.parent


def test_every_file_is_written_and_every_template_used(tmp_path):
    made = list(initialise(tmp_path / "new", "1.2.3"))
    assert [one.file for one in made] == [tmp_path / "new" / name for name in TEMPLATES]
    assert all(one.written and one.file.stat().st_size for one in made)
    templates = ROOT / "evoproof" / "project" / "templates"
    assert {one.name for one in templates.iterdir()} == set(TEMPLATES.values())
    for one in made:
        assert "@VERSION@" not in one.file.read_text(encoding="utf-8")


def test_the_project_file_names_what_is_written(tmp_path):
    list(initialise(tmp_path, "1.2.3"))
    project = read(tmp_path / "evoproof.toml")
    found = {one.relative_to(tmp_path).as_posix() for one in project.found()}
    assert found == {"claims/first.toml", "derivations/first.py"}
    assert not project.numbers  # they would need torch


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_file_that_is_there_is_kept(tmp_path, name):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine", encoding="utf-8")
    kept = [one.file for one in initialise(tmp_path, "1.2.3") if not one.written]
    assert kept == [file]
    assert file.read_text(encoding="utf-8") == "mine"


def test_an_entry_is_shown_where_hooks_are_there_without_it(tmp_path):
    (tmp_path / HOOKS).write_text("repos: []\n", encoding="utf-8")
    (add,) = [one.add for one in initialise(tmp_path, "1.2.3") if one.add]
    (entry,) = yaml.safe_load(f"repos:\n{add}")["repos"]
    assert entry["hooks"][0]["additional_dependencies"] == ["evoproof==1.2.3"]
    (tmp_path / HOOKS).write_text(f"repos:\n{add}\n", encoding="utf-8")
    assert [one.add for one in initialise(tmp_path, "1.2.3") if one.add] == []


def test_what_is_in_the_way_is_named(tmp_path):
    (tmp_path / "claims").write_text("a file")
    with pytest.raises(InitError, match="claims"):
        list(initialise(tmp_path, "1.2.3"))
    (tmp_path / "other" / "evoproof.toml").mkdir(parents=True)
    with pytest.raises(InitError, match="something else is there"):
        list(initialise(tmp_path / "other", "1.2.3"))


def test_the_workflow_runs_with_few_rights_and_pins_the_version(tmp_path):
    list(initialise(tmp_path, "1.2.3"))
    text = (tmp_path / ".github/workflows/evoproof.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    runs = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    assert runs == ['pip install "evoproof==1.2.3"', "evoproof check --github"]


def test_the_hook_looks_at_what_the_project_names(tmp_path):
    list(initialise(tmp_path, "1.2.3"))
    hooks = yaml.safe_load((tmp_path / HOOKS).read_text(encoding="utf-8"))
    pattern = re.compile(hooks["repos"][0]["hooks"][0]["files"])
    found = read(tmp_path / "evoproof.toml").found()
    assert all(pattern.search(one.relative_to(tmp_path).as_posix()) for one in found)
    assert not pattern.search("derivations/_lemma.py")
    assert not pattern.search("src/derivations/first.py")
