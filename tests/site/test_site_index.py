"""The first page lists every derivation by operator, and every equation that anything is about."""

from __future__ import annotations

import re

import pytest
from site_kit import ENTRIES

from evoproof.library.catalogue import choose, paper
from evoproof.library.loading import load
from evoproof.site.documentation import equations
from evoproof.site.topics import NONE, topics


def index(site) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def section(shown: str, anchor: str) -> str:
    return shown[shown.index(f'id="{anchor}"') :].split("<h2", 1)[0]


def test_every_derivation_is_listed_by_operator(site, material):
    shown = section(index(site), "by-operator")
    for view in material.derivations:
        assert f'href="derivations/{view.name}.html"' in shown


def test_an_equation_has_its_derivations_and_its_entries(site):
    row = re.search(r'<tr id="eq-26">.*?</tr>', index(site), re.S)
    assert row is not None
    assert 'href="errata/E26.html"' in row[0]
    assert "false" in row[0]
    row = re.search(r'<tr id="eq-15">.*?</tr>', index(site), re.S)
    assert row is not None
    assert 'href="derivations/convolution.html"' in row[0]


def test_the_verdicts_are_counted(site, material):
    shown = re.sub(r"\s+", " ", index(site))
    assert "4 proved, 1 refuted" in shown
    assert f"{len(material.derivations)} derivations" in shown
    assert all(f"errata/{one}.html" in shown for one in ENTRIES)


@pytest.mark.slow
def test_every_derivation_of_the_paper_has_an_operator_or_none_and_an_equation():
    found = {}
    for entry in paper():
        (derivation,) = load(*choose([entry.name]))
        found[entry.name] = topics(derivation, entry.file)
        tags = [line.place.tag for line in derivation.lines]
        assert equations(derivation.doc, tags), entry.name
    assert all(found.values())
    assert found["involution"] == ("Involution",)
    assert found["convolution"] == ("Convolution and evolution",)
    assert sum(NONE in one for one in found.values()) < 8
