"""Where pages are, from the root of the site; a template puts `root` before it."""

from __future__ import annotations

INDEX = "index.html"
# not rules/index.html: that is the card of the rule `index`
RULES = "rules.html"
ERRATA = "errata/index.html"
PICTURES = "pictures.html"

SECTIONS = (
    ("Derivations", INDEX),
    ("Rules", RULES),
    ("Errata", ERRATA),
    ("Pictures", PICTURES),
)
"""Titles and first pages of the parts of the site, as far as they are made."""


def derivation_page(name: str) -> str:
    """The page of a derivation."""
    return f"derivations/{name}.html"


def reason_page(name: str) -> str:
    """The card of a reason that a step names: reindex, unfold, cite, ..."""
    return f"reasons/{name}.html"


def rule_page(name: str) -> str:
    """The card of a rule of the kernel."""
    return f"rules/{name}.html"


def entry_page(id: str) -> str:
    """The page of an entry of the audit."""
    return f"errata/{id}.html"
