"""Cards of rules and reasons: an example that the kernel makes, one that it refuses, and uses."""

from __future__ import annotations

import re

import pytest
from site_kit import NAMES

from evoproof import calc
from evoproof.calc.reasons import Reason
from evoproof.errors import RuleRefused
from evoproof.kernel.theorem import RULES
from evoproof.prover import Ability
from evoproof.show import text
from evoproof.site.applied import applied, refusal, shown
from evoproof.site.examples import EXAMPLES
from evoproof.site.links import reason_page, rule_page
from evoproof.site.pages import rendered
from evoproof.site.reasons import pages as reason_cards
from evoproof.site.ruledocs import NEVER, reason_docs, rule_doc
from evoproof.site.rules import pages as rule_cards


def test_every_rule_has_an_example_and_every_example_a_rule():
    assert EXAMPLES.keys() == RULES.keys()


@pytest.mark.parametrize("name", RULES)
def test_the_rule_makes_its_example_and_refuses_the_other(name):
    example = EXAMPLES[name]()
    theorem = RULES[name](*example.taken)
    assert theorem.rule == name
    with pytest.raises(RuleRefused) as refused:
        RULES[name](*example.refused)
    card = applied(name)
    assert card.refusal == refused.value.reason
    assert card.above.count(f'alttext="{text(theorem.left)}"'.replace(">", "&gt;")) == 1
    assert len(card.premises) == len(theorem.premises)
    assert len(card.arguments) == len(example.refused)
    assert card.caption.endswith(".")


@pytest.mark.parametrize("name", RULES)
def test_an_example_is_no_instance_of_reflexivity(name):
    theorem = RULES[name](*EXAMPLES[name]().taken)
    assert (theorem.left is theorem.right) == (name == "reflexivity")


def test_an_example_that_is_taken_is_no_refusal():
    with pytest.raises(ValueError, match="takes what it should refuse"):
        refusal("exp_sum", EXAMPLES["exp_sum"]().taken)


@pytest.mark.parametrize("name", RULES)
def test_no_word_of_a_docstring_is_lost(name):
    doc = rule_doc(name)
    whole = RULES[name].__doc__ or ""
    assert re.search("-{4,}", doc.figure)
    assert doc.conclusion in whole
    assert (doc.refused == NEVER) == ("Refused" not in whole)
    parts = [doc.figure, *doc.notes, *([doc.refused] if doc.refused != NEVER else [])]
    assert sorted(" ".join(parts).split()) == sorted(whole.split())


def test_a_note_behind_the_refusal_is_a_note():
    doc = rule_doc("ring")
    assert doc.refused == "Refused when the polynomials differ."
    assert doc.notes == ("Inside an atom nothing is changed.",)


def test_every_reason_has_a_card():
    named = {name for name in calc.__all__ if isinstance(getattr(calc, name), Reason)}
    assert [one.name for one in reason_docs()[:3]] == ["unfold", "fold", "cite"]
    assert {one.name for one in reason_docs()} == named | {"unfold", "fold", "cite"}
    assert all(one.says for one in reason_docs())


def test_auto_lists_every_ability():
    (auto,) = (one for one in reason_docs() if one.name == "auto")
    assert [name for name, _ in auto.abilities] == [one.value for one in Ability]
    assert all(says for _, says in auto.abilities)


def test_a_card_links_the_steps_that_name_its_reason(material, site):
    for view in material.derivations:
        for step in view.steps:
            for reason in step.reasons:
                card = (site / reason_page(reason.name)).read_text(encoding="utf-8")
                assert f'href="../derivations/{view.name}.html#step-{step.number}"' in card


def test_a_card_counts_the_uses_of_its_rule(material, site):
    (view,) = (one for one in material.derivations if one.name == NAMES[0])
    for rule, count in view.rules:
        card = (site / rule_page(rule)).read_text(encoding="utf-8")
        link = f'<a href="../derivations/{view.name}.html">{view.name}</a>'
        assert f'{link} <span class="note">{count}</span>' in card
    unused = RULES.keys() - {rule for one in material.derivations for rule, _ in one.rules}
    assert unused
    for rule in unused:
        assert "No derivation of this report" in (site / rule_page(rule)).read_text("utf-8")


def test_a_rule_and_a_reason_of_one_name_link_each_other(site):
    for name in ("delta", "cases", "unfold", "reindex", "cancel"):
        assert f'href="../{reason_page(name)}"' in (site / rule_page(name)).read_text("utf-8")
        assert f'href="../{rule_page(name)}"' in (site / reason_page(name)).read_text("utf-8")


def test_without_derivations_the_cards_say_so():
    texts = rendered([*rule_cards([]), *reason_cards([])])
    assert "No step of this report names it" in texts[reason_page("delta")]
    assert texts[rule_page("ring")].count("<h2") == 3


@pytest.mark.parametrize("text", ["<script>", "a & b", '"'])
def test_an_argument_that_is_a_text_is_escaped(text):
    assert "<script>" not in shown(text)
    assert str(shown(text)).startswith("<code>")
