"""The documents: their code runs and prints what they say; what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_blocks import Block, blocks, changed, commands, comparable, follow

import evoproof
from evoproof.claims.table import KNOWN
from evoproof.judge import report

ROOT = Path(__file__).parent.parent
DOCS = sorted((ROOT / "docs").glob("*.md"))
ELSEWHERE = ("pull-requests",)
"""Pages whose code is run by other tests: it needs a repository."""
HERE = [file.stem for file in DOCS if file.stem not in ELSEWHERE]
RUN = {"console", "diff", "python", "toml"}
SHOWN = {"json", "sh", "yaml"}
_PATH = re.compile(r"`((?:evoproof|tests|derivations|docs)/[\w./*-]+)`")
_LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")


def text_of(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("name", HERE)
def test_its_code_runs_and_prints_what_it_says(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    names: dict[str, object] = {}
    for block in blocks(text_of(name)):
        follow(block, tmp_path, names)


@pytest.mark.parametrize("name", HERE)
def test_every_kind_of_block_is_known(name):
    assert {one.kind for one in blocks(text_of(name))} <= {
        "console",
        "diff",
        "python",
        "sh",
        "toml",
    }


def test_the_tutorial_shows_each_kind_of_failure_and_goes_on_to_a_proof():
    console = [one.text for one in blocks(text_of("tutorial")) if one.kind == "console"]
    said = [one for text in console for one in commands(text)]
    kinds = ("wrong-reason", "refuted", "ill-formed")
    failed = [one.expected for one in said if one.status == 1]
    shown = [next(kind for kind in kinds if kind in text) for text in failed]
    assert tuple(shown) == kinds
    assert any("proved for all sizes by the kernel: 2 steps" in one.expected for one in said)


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.stem)
def test_what_it_names_is_there(file):
    text = file.read_text(encoding="utf-8")
    missing = [path for path in _PATH.findall(text) if "NAME" not in path and not there(path)]
    links = [to for to in _LINK.findall(text) if "://" not in to]
    assert missing == []
    assert [to for to in links if not (file.parent / to).exists()] == []


def there(path: str) -> bool:
    return any(ROOT.glob(path))


def test_what_is_not_there_is_seen():
    assert not there("tests/test_that_nobody_wrote.py")


def test_every_document_is_in_the_index():
    listed = set(_LINK.findall(text_of("index")))
    found = {file.name for file in DOCS if file.name != "index.md"}
    assert found <= listed


def test_every_exported_name_is_in_the_language():
    words = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", text_of("language")))))
    assert [name for name in evoproof.__all__ if name not in words] == []


def test_every_field_and_verdict_of_a_claim_is_in_the_language():
    claims = text_of("language").split("## Claims", 1)[1]
    words = set(re.findall(r"`(\w[\w-]*)`", claims))
    assert set(KNOWN) <= words
    verdicts = {report.PROVED, report.REFUTED, report.UNKNOWN, report.VACUOUS, report.ILL_FORMED}
    assert verdicts | {report.ERROR} <= words


def test_the_notebook_holds_no_outputs():
    text = (ROOT / "docs" / "notebook.ipynb").read_text(encoding="utf-8")
    assert '"outputs": []' in text
    assert not re.search(r'"outputs": \[[^\]]', text)
    assert not re.search(r'"execution_count": \d', text)


def test_a_block_is_read_with_the_file_that_it_names():
    (found,) = blocks("so:\n\n```python row.py\nx = 1\n```\n")
    assert found == Block("python", "row.py", "x = 1\n")


def test_the_exit_code_belongs_to_the_command_before_it():
    first, second = commands("$ evoproof a\nsaid\n$ echo $?\n1\n$ evoproof b\n")
    assert (first.expected, first.status, second.status) == ("said\n", 1, 0)


def test_a_change_has_to_fit_once():
    assert changed("a\nb\n", " a\n-b\n+c\n") == "a\nc\n"
    for text in ("b\nb\n", "a\n"):
        with pytest.raises(AssertionError):
            changed(text, "-b\n+c\n")


def test_only_what_differs_from_run_to_run_is_left_out():
    assert comparable("proved (19 ms)") == comparable("proved (2 ms)")
    assert comparable("x = 1") != comparable("x = 2")
