"""`evoproof report`: a site in a folder, or one clear line why there is none."""

from __future__ import annotations

import pytest
from cli_running import FALSE, OUTSIDE, TRUE, WITHOUT_TORCH, WRONG_REASON, evoproof, shell, written


def report(folder, *arguments: str):
    return evoproof("report", "--symbolic-only", "-o", str(folder / "site"), *arguments)


def test_writes_a_site_and_says_where(tmp_path):
    found = report(tmp_path, written(tmp_path, TRUE))
    assert found.exit_code == 0, found.output
    assert found.stdout == ""
    assert str(tmp_path / "site" / "index.html") in found.stderr
    assert (tmp_path / "site" / "index.html").is_file()
    assert "proved" in (tmp_path / "site" / "derivations" / "row.html").read_text(encoding="utf-8")
    assert not (tmp_path / "site" / "errata").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FALSE, "the line is false"),
        (WRONG_REASON, "it holds by"),
        (OUTSIDE, "no meaning: A["),
    ],
    ids=["refuted", "wrong-reason", "ill-formed"],
)
def test_a_derivation_that_fails_has_a_page_that_says_so(tmp_path, text, said):
    found = report(tmp_path, written(tmp_path, text))
    assert found.exit_code == 1, found.output
    assert said in (tmp_path / "site" / "derivations" / "row.html").read_text(encoding="utf-8")


def test_another_folder_than_a_report_s_is_left_alone(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.tex").write_text("mine")
    found = report(tmp_path, "convolution")
    assert found.exit_code == 2
    assert "something else than a report" in found.stderr
    assert [one.name for one in (tmp_path / "site").iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("convolutoin",), "did you mean convolution,"),
        (("claims.toml",), "a claims file; pages are of derivations"),
        (("row.py", "other/row.py"), "several derivations are called row"),
        (("broken.py",), "broken.py:1"),
    ],
)
def test_what_has_no_page_is_one_line(tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    written(tmp_path, TRUE)
    written(tmp_path / "other", TRUE)
    written(tmp_path, "x = (", "broken.py")
    written(tmp_path, "", "claims.toml")
    found = report(tmp_path, *arguments)
    assert found.exit_code == 2
    assert said in found.stderr
    assert "Traceback" not in found.stderr
    assert not (tmp_path / "site").exists()


def test_the_folder_has_to_be_named():
    found = evoproof("report")
    assert found.exit_code == 2
    assert "-o" in found.stderr


@pytest.mark.slow
def test_without_torch_it_says_what_would_do(tmp_path):
    site = str(tmp_path / "site")
    written(tmp_path, TRUE)
    found = shell("report", "-o", site, "row.py", before=WITHOUT_TORCH, folder=tmp_path)
    assert found.returncode == 2
    assert b"--symbolic-only" in found.stderr
    found = shell(
        "report", "--symbolic-only", "-o", site, "row.py", before=WITHOUT_TORCH, folder=tmp_path
    )
    assert found.returncode == 0, found.stderr


@pytest.mark.slow
def test_neither_the_hash_seed_nor_the_number_of_processes_changes_a_byte(tmp_path):
    written(tmp_path, TRUE)
    written(tmp_path, WRONG_REASON.replace("row = prove", "other = prove"), "other.py")
    for folder, jobs, seed in (("one", "1", "1"), ("two", "2", "20250117")):
        found = shell(
            "report", "--symbolic-only", "-o", folder, "-j", jobs, "row.py", "other.py",
            folder=tmp_path, PYTHONHASHSEED=seed,
        )  # fmt: skip
        assert found.returncode == 1, found.stderr
    files = sorted(one.relative_to(tmp_path / "one") for one in (tmp_path / "one").rglob("*.*"))
    assert len(files) > 5
    for file in files:
        if (tmp_path / "one" / file).is_file():
            assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
