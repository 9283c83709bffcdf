"""The project file: where it is looked for, what may stand in it, which files it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from evoproof.project.project import Project, ProjectError, project_file, read


def project(folder: Path, text: str) -> Project:
    file = folder / "evoproof.toml"
    file.write_text(text, encoding="utf-8")
    return read(file)


def touched(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_it_is_found_in_a_folder_above_but_not_beyond_the_repository(tmp_path, monkeypatch):
    touched(tmp_path, "evoproof.toml", "in/side/x", "other/.git", "other/x/y")
    monkeypatch.chdir(tmp_path)
    assert project_file(tmp_path) == Path("evoproof.toml")
    assert project_file(tmp_path / "in" / "side") == Path("evoproof.toml")
    assert project_file(tmp_path / "other") is None
    assert project_file(tmp_path / "other" / "x") is None
    monkeypatch.chdir(tmp_path / "in")
    assert project_file(Path.cwd()) == Path("../evoproof.toml")


def test_a_repository_s_own_file_counts(tmp_path, monkeypatch):
    touched(tmp_path, "evoproof.toml", ".git")
    monkeypatch.chdir(tmp_path)
    assert project_file(tmp_path) == Path("evoproof.toml")


def test_files_come_in_the_order_of_the_globs_each_once(tmp_path, monkeypatch):
    touched(tmp_path, "c/b.toml", "c/a.toml", "d/z.py", "d/_lemma.py", "d/__init__.py", "d/e/y.py")
    monkeypatch.chdir(tmp_path)
    found = project(Path(), 'files = ["d/**/*.py", "c/b.toml", "c/*.toml"]').found()
    assert list(map(Path.as_posix, found)) == ["d/e/y.py", "d/z.py", "c/b.toml", "c/a.toml"]


def test_numbers_are_taken_unless_it_says_no(tmp_path):
    assert project(tmp_path, 'files = ["*.toml"]').numbers
    assert not project(tmp_path, 'files = ["*.toml"]\nnumbers = false').numbers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("files = [", "not TOML"),
        ("", "the entry files is missing"),
        ('file = ["*.toml"]', "unknown entry 'file': did you mean files?"),
        ('files = ["*.toml"]\nzebra = 1', "unknown entry 'zebra': the entries are files, numbers"),
        ('files = ["*.toml"]\nnumbers = "no"', "numbers is true or false"),
        ('files = ["*.toml"]\nnumbers = 0', "numbers is true or false"),
        ('files = "*.toml"', "files is a list of globs"),
        ("files = []", "files is a list of globs"),
        ("files = [1]", "is no glob"),
        ('files = [" "]', "is no glob"),
        ('files = ["a\\n::error::b"]', "is no glob"),
        ('files = ["../*.toml"]', "leads out of the repository"),
        ('files = ["a/../../*.toml"]', "leads out of the repository"),
        ('files = ["/etc/*.toml"]', "leads out of the repository"),
        ('files = ["C:/a.toml"]', "leads out of the repository"),
    ],
)
def test_what_it_may_not_say(tmp_path, text, said):
    with pytest.raises(ProjectError) as refused:
        project(tmp_path, text)
    assert str(refused.value).startswith(f"{tmp_path / 'evoproof.toml'}: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("glob", "said"),
    [
        ("none/*.toml", "matches nothing"),
        ("_*.py", "matches nothing"),
        ("*", "neither .py nor .toml"),
        ("a**b", "is no glob"),
        ("far/*.toml", "leads out of the repository"),
    ],
)
def test_globs_that_name_nothing_of_use(tmp_path, glob, said):
    touched(tmp_path, "outside.toml", "in/_a.py", "in/read.me", "in/far/x")
    (tmp_path / "in" / "far" / "link.toml").symlink_to(tmp_path / "outside.toml")
    with pytest.raises(ProjectError, match=said):
        project(tmp_path / "in", f"files = [{glob!r}]").found()


def test_what_cannot_be_read_as_text(tmp_path):
    (tmp_path / "evoproof.toml").write_bytes(b"\xff")
    with pytest.raises(ProjectError, match="not TOML"):
        read(tmp_path / "evoproof.toml")
    with pytest.raises(ProjectError, match="cannot be read"):
        read(tmp_path / "none.toml")
