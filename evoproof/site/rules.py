"""A card for every rule of the kernel: its figure, an example, what it refuses, who uses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from evoproof.kernel.theorem import RULES
from evoproof.site.applied import applied
from evoproof.site.links import RULES as INDEX
from evoproof.site.links import rule_page
from evoproof.site.pages import Page
from evoproof.site.ruledocs import RuleDoc, family, reason_docs, rule_doc
from evoproof.site.view import DerivationView


@dataclass(frozen=True)
class Card:
    """A rule, and the derivations in whose proofs it is used, with how often."""

    name: str
    doc: RuleDoc
    users: tuple[tuple[DerivationView, int], ...]


def pages(views: Sequence[DerivationView]) -> list[Page]:
    """The list of all rules and reasons, and a card for every rule."""
    cards = {name: Card(name, rule_doc(name), _users(name, views)) for name in RULES}
    return [_index(cards, views), *(_page(card) for card in cards.values())]


def _index(cards: dict[str, Card], views: Sequence[DerivationView]) -> Page:
    families = [
        (title, [cards[name] for name in names]) for (_, title), names in groupby(RULES, family)
    ]
    named = [(one, sum(one.name in view.reasons for view in views)) for one in reason_docs()]
    context = {"families": families, "reasons": named, "count": len(RULES), "views": len(views)}
    return Page(INDEX, "rules.html", context)


def _page(card: Card) -> Page:
    of = next((one for one in reason_docs() if one.name == card.name), None)
    context = {"card": card, "example": applied(card.name), "reason": of}
    return Page(rule_page(card.name), "rule.html", context)


def _users(name: str, views: Sequence[DerivationView]) -> tuple[tuple[DerivationView, int], ...]:
    counted = ((view, dict(view.rules).get(name, 0)) for view in views)
    return tuple((view, count) for view, count in counted if count)
