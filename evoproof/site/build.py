"""Which pages a site has: the one place where their makers are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from evoproof.audit.verdict import EntryReport
from evoproof.site import derivations, errata, index, pictures, reasons, rules
from evoproof.site.pages import Page
from evoproof.site.view import DerivationView


@dataclass(frozen=True)
class Material:
    """What was found out, of which pages are made: on derivations and on entries of the audit."""

    derivations: Sequence[DerivationView]
    entries: Sequence[EntryReport] = ()


PageMaker: TypeAlias = Callable[[Material], Iterable[Page]]

MAKERS: tuple[PageMaker, ...] = (
    lambda found: [index.page(found.derivations, found.entries)],
    lambda found: derivations.pages(found.derivations),
    lambda found: rules.pages(found.derivations),
    lambda found: reasons.pages(found.derivations),
    lambda found: errata.pages(found.entries),
    lambda found: pictures.pages(found.derivations),
)
"""Each part of the site; the way to its first page is one of links.SECTIONS."""


def pages(found: Material) -> list[Page]:
    """All pages of the site."""
    return list(chain.from_iterable(maker(found) for maker in MAKERS))
