"""The errata: counterexamples as tables, both values, corrections; a page for every entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from evoproof.audit.entry import VERDICTS, Derived, Identity
from evoproof.audit.outcome import Outcome, parts
from evoproof.audit.reading import read_entries
from evoproof.audit.verdict import EntryReport
from evoproof.claims.claim import Fields, claim_of
from evoproof.judge.terms import to_terms
from evoproof.prover import prove
from evoproof.show import text
from evoproof.site.errata import MEANING, pages, tone
from evoproof.site.explaining import explained
from evoproof.site.pages import rendered
from evoproof.site.plain import plain
from evoproof.site.written import written


class Tables(HTMLParser):
    """The tables of a page: for each caption the rows, heads among them, hidden words too."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self.rows: list[list[str]] = []
        self.caption = ""
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.rows, self.caption = [], ""
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        self.inside = tag if tag in ("td", "th", "caption") else self.inside

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.caption:
            self.found.setdefault(self.caption.strip(), self.rows)
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "caption":
            self.caption += data
        elif self.inside:
            self.rows[-1][-1] += data


def report_on(material: Any, id: str) -> EntryReport:
    (report,) = (one for one in material.entries if one.entry.id == id)
    return report


def unjudged(entry: Any) -> EntryReport:
    """A report in which nothing is decided, which costs nothing."""
    found = iter([Outcome(part, "unknown", reason="not judged") for part in parts(entry)])
    groups = (entry.printed, entry.without, entry.readings)
    printed, without, readings = (tuple(next(found) for _ in one) for one in groups)
    return EntryReport(entry, printed, without, readings, tuple(found))


@pytest.mark.parametrize("id", ["E10", "E26"])
def test_the_tables_hold_the_entries_of_the_counterexample(material, site, id):
    found = report_on(material, id).counterexample
    tables = Tables((site / f"errata/{id}.html").read_text(encoding="utf-8")).found
    assert found.tensors
    for name, entries in found.tensors.items():
        for lead, grid in slices(entries):
            rows = tables[f"{name}[{', '.join((*map(str, lead), '·', '·'))}]"]
            assert [row[1:] for row in rows[1:]] == grid
            assert [row[0] for row in rows[1:]] == [str(k) for k in range(len(grid))]


def slices(entries: Any) -> list[tuple[tuple[int, ...], list[list[str]]]]:
    """The matrices of a nested list, each with the indices before it."""
    if isinstance(entries[0][0], str):
        return [((), entries)]
    return [((k, *lead), grid) for k, one in enumerate(entries) for lead, grid in slices(one)]


def test_both_values_and_the_correction_are_on_the_page(material, site):
    page = (site / "errata/E26.html").read_text(encoding="utf-8")
    found = report_on(material, "E26").counterexample
    assert f"Left side <code>{found.left}</code>, right side <code>{found.right}</code>" in page
    assert "W_O is missing" in page
    assert "multi_head" in page


def test_a_reading_outside_is_said_in_words(site):
    tables = Tables((site / "errata/E26.html").read_text(encoding="utf-8")).found
    assert tables["W_V[1, ·, ·]"][1][1] == "× (read here, outside)"


def test_hostile_texts_are_escaped(material):
    bad = "<script>alert(1)</script> & <b>"
    report = report_on(material, "E26")
    (one,) = report.printed
    part = replace(one.part, says=bad)
    entry = replace(
        report.entry, statement=bad, why=bad, corrected=bad, equation=bad, conditions=(bad,),
        chapter='"><script>',
    )  # fmt: skip
    hostile = replace(
        report, entry=entry,
        printed=(replace(one, part=part, reason=bad, found=replace(one.found, note=bad)),),
    )  # fmt: skip
    texts = rendered(pages([hostile]))
    for path in ("errata/index.html", "errata/E26.html"):
        assert "<script>" not in texts[path]
        assert bad not in texts[path]
        assert "&lt;script&gt;" in texts[path]


def test_every_verdict_is_explained():
    assert set(VERDICTS) <= MEANING.keys()
    assert {tone(one) for one in ("false", "ill-formed", "refuted")} == {"bad"}
    assert tone("proved") == tone("true") == "good"
    assert tone("contradiction") == "bad"


def test_what_refutes_a_premise_alone_is_not_drawn(material, site):
    report = report_on(material, "E26")
    (one,) = report.printed
    undecided = replace(report, printed=(replace(one, verdict="unknown", reason="the premise"),))
    assert "<strong>A counterexample</strong>" in rendered(pages([report]))["errata/E26.html"]
    page = rendered(pages([undecided]))["errata/E26.html"]
    assert page.count("<strong>A counterexample</strong>") == 1  # of the reading
    assert "<p>the premise</p>" in page


def test_without_entries_there_are_no_errata():
    assert pages([]) == []


@pytest.mark.slow
def test_every_entry_has_a_row_a_page_and_formulas_that_are_drawn():
    reports = [unjudged(entry) for entry in read_entries()]
    texts = rendered(pages(reports))
    index = texts["errata/index.html"]
    assert len(reports) == 79
    for report in reports:
        page = texts[f"errata/{report.entry.id}.html"]
        assert index.count(f'href="../errata/{report.entry.id}.html"') == 2  # a row; a surprise
        formulas = [one for one in parts(report.entry) if not isinstance(one, Derived)]
        assert page.count("<math") >= len(formulas)
        for one in formulas:
            shown = written(one.claim, one.let)
            assert all(side.startswith("<math") for side in (shown.left, shown.right, *shown.where))


def test_abbreviations_stay_abbreviations_and_are_defined():
    claim = claim_of("c", Fields(
        left="sum(S[a, i] for a in range(N))", right="N*T[i]", sizes="N", tensors="X[N]",
        free="i < N", let=["T[k] = 2*X[k]", "U[k] = X[k]", "S[a, k] = T[k]"],
    ))  # fmt: skip
    shown = written(claim, ("T[k] = 2*X[k]", "U[k] = X[k]", "S[a, k] = T[k]"))
    assert 'alttext="Σ[a=0..N-1] S[a, i]"' in shown.left
    heads = [str(one).partition('alttext="')[2].partition('"')[0] for one in shown.where]
    assert heads == ["T[k] = 2·X[k]", "S[a, k] = T[k]"]


def test_an_abbreviation_that_is_an_index_is_written_out():
    claim = claim_of("c", Fields(
        left="X[half[i]]", right="0", sizes="N", tensors="X[N]", free="i < N",
        let=["half[k] = k//2"],
    ))  # fmt: skip
    shown = written(claim, ("half[k] = k//2",))
    assert "<mfrac>" in shown.left
    assert shown.left.startswith("<math")


@pytest.mark.parametrize("id", ["E10", "E29c", "E33"])
def test_what_is_left_out_changes_no_value(id):
    (entry,) = (one for one in read_entries() if one.id == id)
    terms = [
        term for part in parts(entry) if isinstance(part, Identity)
        for formula in [to_terms(part.claim)] for term in (formula.left, formula.right)
    ]  # fmt: skip
    assert terms
    for term in terms:
        assert prove(term, plain(term)).theorem is not None
        assert "1 - 0" not in text(plain(term))


def test_the_lines_of_a_proof_come_with_the_report():
    claim = claim_of("c", Fields(left="x + y", right="y + x", scalars="x, y"))
    report = explained(claim)
    assert report.verdict == "proved"
    assert report.proofs[0].lines
