"""A derivation's page: every line, every reason, what is known and what is not."""

from __future__ import annotations

import re

import pytest
from site_kit import NAMES, Read, Task

from evoproof.derivations import FOLDER
from evoproof.library.catalogue import choose
from evoproof.library.loading import load
from evoproof.record.steps import RecordError
from evoproof.show import text
from evoproof.site.derivations import pages
from evoproof.site.documentation import equations, facts
from evoproof.site.making import Maker
from evoproof.site.pages import write


def page(site, name: str) -> str:
    return (site / "derivations" / f"{name}.html").read_text(encoding="utf-8")


def plain(shown: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", shown))


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_there_with_its_number_and_its_anchor(site, name):
    (derivation,) = load(*choose([name]))
    shown = page(site, name)
    for number, line in enumerate(derivation.lines):
        assert f'id="line-{number}"' in shown
        at = shown.index(f'id="line-{number}"')
        behind = shown[at : shown.find('id="line-', at + 1)]
        said = text(line.term).replace("<", "&lt;").replace(">", "&gt;")
        assert f'alttext="{said}"' in behind
        assert line.place.tag in behind


@pytest.mark.parametrize("name", NAMES)
def test_every_reason_leads_to_its_card_and_every_kernel_step_to_its_rule(site, name):
    (derivation,) = load(*choose([name]))
    links = Read(page(site, name)).links
    reasons = [one for step in derivation.steps for one in step.by.reasons]
    for one in reasons:
        assert f"../reasons/{one.written.partition('(')[0]}.html" in links
    rules = [link for link in links if link.startswith("../rules/") and "index" not in link]
    assert len(rules) > sum(1 for _ in derivation.steps)


def test_a_definition_that_is_unfolded_leads_to_its_formula(site):
    read = Read(page(site, "convolution"))
    assert "#def-Conv" in read.links
    assert "def-Conv" in read.anchors
    assert "#def-F" in read.links


def test_a_cited_derivation_leads_to_its_page(site):
    assert "../derivations/absorption.html" in Read(page(site, "local_attention_mask")).links


def test_what_changed_is_marked_and_said(site):
    shown = page(site, "convolution")
    assert 'class="changed new' in shown
    assert 'class="changed gone"' in shown
    assert "New in this line:" in shown


def test_the_claim_says_for_which_integers(site):
    shown = plain(page(site, "convolution"))
    assert "For all integers" in shown
    assert "0≤i&lt;H" in shown


def test_the_kernel_steps_are_those_of_the_proof(site, material):
    view = next(one for one in material.derivations if one.name == "convolution")
    assert all(step.kernel for step in view.steps)
    assert {one.rule for step in view.steps for one in step.kernel} <= {
        name for name, _ in view.rules
    }
    for step in view.steps:
        joined = list(zip(step.kernel, step.kernel[1:], strict=False))
        roots = [(one, two) for one, two in joined if one.where == two.where == "at the root"]
        assert all(one.after == two.before for one, two in roots)


def test_a_proof_that_is_too_long_is_said_to_be_so(tmp_path, monkeypatch):
    def too_long(theorem):
        raise RecordError("too long")

    monkeypatch.setattr("evoproof.site.chain.linearise", too_long)
    view = Maker(numbers=False)(Task("involution", FOLDER / "involution.py"))
    write(tmp_path, list(pages([view])))
    assert plain(page(tmp_path, "involution")).count("too long to be written out") == 3


def test_numbers_that_are_not_taken_are_said_to_be_so(site):
    assert "Not taken." in plain(page(site, "convolution"))


@pytest.mark.torch
def test_numbers_that_are_taken_have_their_sizes_and_bounds(tmp_path):
    pytest.importorskip("torch")
    task = Task("pointwise_convolution", FOLDER / "pointwise_convolution.py")
    view = Maker(numbers=True)(task)
    write(tmp_path, list(pages([view])))
    shown = plain(page(tmp_path, view.name))
    assert "exact and float64 numbers agree" in shown
    assert "torch.nn.functional.conv2d" in shown
    assert "differ " not in shown
    assert view.numbers is not None
    assert len(view.numbers.steps) == len(view.steps)


def test_what_fails_as_expected_says_where_and_why(site):
    shown = plain(page(site, "false_row"))
    assert "refuted" in shown
    assert "as expected" in shown
    assert "x[0] is left out, as &lt;b&gt;printed&lt;/b&gt;" in shown
    assert "the line is false" in shown
    assert "x = [" in shown


def test_a_title_is_escaped(site):
    shown = page(site, "false_row")
    assert "A row &amp; a &lt;column&gt;, added up</h1>" in shown
    assert "<column>" not in shown


DOC = """A title.

Source: sections 1 and 2, Eq. 4, 5 and 8, corrected: a in [i-H+1, i]; Eq. 9,
14, and 17 to 19.
Border: none
is read.

Something else.
"""


def test_the_docstring_is_read_as_labelled_paragraphs():
    assert facts(DOC) == (
        ("Source", "sections 1 and 2, Eq. 4, 5 and 8, corrected: a in [i-H+1, i]; Eq. 9, 14, and "
         "17 to 19."),
        ("Border", "none is read."),
        ("", "Something else."),
    )  # fmt: skip
    assert facts("A title.") == ()


def test_the_equations_are_those_of_the_source_and_of_the_lines():
    found = equations(DOC, ["(20)", "(23), (24)", "(29a)"])
    assert " ".join(found) == "4 5 8 9 14 17 18 19 20 23 24 29"
    assert equations("T.\n\nSource: Eq. 29, c => b => a.", []) == ("29",)
    assert equations("T.\n\nBorder: as in Eq. 3.", []) == ()
