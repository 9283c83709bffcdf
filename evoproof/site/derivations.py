"""The pages of derivations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evoproof.site.links import derivation_page
from evoproof.site.pages import Page
from evoproof.site.view import DerivationView


def pages(views: Sequence[DerivationView]) -> Iterator[Page]:
    """One page for each, linked to the one before and the one behind it."""
    for number, view in enumerate(views):
        around = {
            "before": views[number - 1] if number else None,
            "behind": views[number + 1] if number + 1 < len(views) else None,
        }
        yield Page(derivation_page(view.name), "derivation.html", {"view": view, **around})
