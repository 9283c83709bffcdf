"""The folder: only a report is replaced, nothing is left over, and the bytes are repeatable."""

from __future__ import annotations

import re
from urllib.parse import unquote, urldefrag

import pytest
from jinja2 import UndefinedError
from site_kit import Read, html_files

from evoproof.site.build import pages
from evoproof.site.pages import MARKER, Page, SiteError, rendered, write


def a_page(path: str, title: str = "T") -> Page:
    view = {"families": [], "reasons": [], "count": 0, "views": 0}
    return Page(path, "rules.html", view | {"title": title})


def test_every_link_and_anchor_leads_somewhere(site):
    anchors = {
        file: set(Read(file.read_text(encoding="utf-8")).anchors) for file in html_files(site)
    }
    links = 0
    for file in anchors:
        read = Read(file.read_text(encoding="utf-8"))
        for link in (*read.links, *(one for one in read.loaded if not one.startswith("data:"))):
            path, anchor = urldefrag(link)
            target = (file.parent / unquote(path)).resolve() if path else file
            assert target.is_relative_to(site.resolve()), (file, link)
            assert target.is_file(), (file, link)
            assert (
                not anchor or unquote(anchor) in anchors[site / target.relative_to(site.resolve())]
            ), (file, link)
            links += 1
    assert links > 500


def test_anchors_are_unique_and_headings_are_in_order(site):
    for file in html_files(site):
        read = Read(file.read_text(encoding="utf-8"))
        assert len(read.anchors) == len(set(read.anchors)), file
        assert read.headings[0] == 1, file
        assert read.headings.count(1) == 1, file
        steps = zip(read.headings, read.headings[1:], strict=False)
        assert all(below <= above + 1 for above, below in steps), file


def test_nothing_is_loaded_from_elsewhere(site):
    for file in html_files(site):
        text = file.read_text(encoding="utf-8")
        assert "://" not in re.sub(r'xmlns="[^"]*"', "", text), file
        assert set(Read(text).loaded) <= {
            "data:,", "style.css", "../style.css", "steps.js", "../steps.js"
        }, file  # fmt: skip
    for name in ("style.css", "steps.js"):
        text = (site / name).read_text(encoding="utf-8")
        assert "url(" not in text
        assert "import" not in text
        assert "//" not in text.replace("// ", "")


def test_every_page_says_its_language_and_has_landmarks(site):
    for file in html_files(site):
        text = file.read_text(encoding="utf-8")
        for part in ('<html lang="en">', "<main", "<header", "<footer", 'class="skip"', "<nav"):
            assert part in text, (file, part)


def test_the_bytes_are_the_same_again(material, site, tmp_path):
    write(tmp_path / "again", pages(material))
    files = sorted(one.relative_to(site) for one in site.rglob("*") if one.is_file())
    assert files == sorted(
        one.relative_to(tmp_path / "again")
        for one in (tmp_path / "again").rglob("*")
        if one.is_file()
    )
    for file in files:
        assert (site / file).read_bytes() == (tmp_path / "again" / file).read_bytes()


def test_what_a_former_report_left_goes_and_nothing_else(tmp_path):
    write(tmp_path, [a_page("rules/a.html"), a_page("rules/b.html")])
    (tmp_path / "mine.txt").write_text("kept")
    write(tmp_path, [a_page("rules/b.html")])
    assert (tmp_path / "mine.txt").read_text() == "kept"
    assert not (tmp_path / "rules" / "a.html").exists()
    assert (tmp_path / "rules" / "b.html").exists()


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(SiteError, match="something else than a report"):
        write(tmp_path, [a_page("index.html")])
    assert (tmp_path / "index.html").read_text() == "mine"
    assert not (tmp_path / MARKER).exists()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SiteError, match="something else than a report"):
        write(tmp_path / "file", [a_page("index.html")])


def test_a_marker_that_lies_deletes_nothing_outside(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("kept")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MARKER).write_text(f"../outside.txt\n{outside}\n")
    write(folder, [a_page("index.html")])
    assert outside.read_text() == "kept"


def test_two_pages_with_one_path_are_a_fault():
    with pytest.raises(ValueError, match="one path"):
        rendered([a_page("index.html"), a_page("index.html")])


def test_a_template_that_asks_for_what_nobody_gave_is_a_fault():
    with pytest.raises(UndefinedError):
        rendered([Page("index.html", "derivation.html", {})])
