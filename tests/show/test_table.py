"""Derivations as HTML: well-formed, self-contained, and a failure shows itself."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from show_derivations import OF_EACH_VERDICT, paper, proved, titled

from evoproof.calc.display import chain_of
from evoproof.show.chain import Chain
from evoproof.show.table import table


def tree(chain: Chain) -> Element:
    return fromstring(table(chain))


def words(chain: Chain) -> str:
    return " ".join("".join(tree(chain).itertext()).split())


@pytest.mark.slow
def test_all_of_the_paper_are_well_formed_and_need_nothing_from_outside():
    for chain in paper():
        found = tree(chain)
        assert {one.tag for one in found.iter()}.isdisjoint({"script", "link", "img", "style"})
        assert not any(name in one.attrib for one in found.iter() for name in ("src", "href"))
        formulas = [one.get("alttext") for one in found.iter("math")]
        assert len(formulas) >= len(chain.rows)
        assert all(formulas)


@pytest.mark.parametrize("verdict", OF_EACH_VERDICT)
def test_the_verdict_stands_beside_the_title(verdict):
    chain = chain_of(OF_EACH_VERDICT[verdict])
    (badge, *_) = tree(chain).iter("span")
    assert (badge.text or "").startswith(verdict)


def test_a_false_line_shows_numbers_and_a_wrong_reason_what_would_do():
    assert "refuted: the line is false; at " in words(chain_of(OF_EACH_VERDICT["refuted"]))
    assert "it holds by reindex" in words(chain_of(OF_EACH_VERDICT["wrong-reason"]))


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("refuted", "(as expected: k is not reversed)"),
        ("unknown", "(not unknown: k is not reversed)"),
    ],
)
def test_an_erratum_says_why_it_fails(expect, said):
    erratum = replace(OF_EACH_VERDICT["refuted"], expect=expect, why="k is not reversed")
    assert f"refuted {said}" in words(chain_of(erratum))


def test_the_equation_numbers_stand_at_their_lines():
    chain = chain_of(proved)
    assert [row.tag for row in chain.rows] == ["", "(1)"]
    rows = [["".join(cell.itertext()) for cell in row] for row in tree(chain).iter("tr")]
    assert [row[2] for row in rows[:3]] == ["", "proved", "(1)"]


def test_what_an_author_wrote_is_text():
    chain = chain_of(titled(proved, "x < y & <script>alert(1)</script>\n\nBorder: <b>"))
    assert "x < y & <script>alert(1)</script>" in words(chain)
    assert list(tree(chain).iter("script")) == []
