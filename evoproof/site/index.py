"""The first page: the derivations by operator and by equation, and how many of each verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evoproof.audit.verdict import EntryReport
from evoproof.site.links import INDEX
from evoproof.site.pages import Page
from evoproof.site.topics import NONE
from evoproof.site.view import DerivationView

_EQUATION = re.compile(r"\d+")


@dataclass(frozen=True)
class Row:
    """An equation, or a section of the paper's text, with what is said about it."""

    title: str
    derivations: tuple[DerivationView, ...]
    entries: tuple[EntryReport, ...]


def page(views: Sequence[DerivationView], entries: Sequence[EntryReport]) -> Page:
    """The page; `entries` are those of the audit."""
    given = {
        "groups": list(_by_topic(views)),
        "equations": list(_by_equation(views, entries)),
        "sections": list(_by_section(entries)),
        "verdicts": _counted(one.verdict for one in views),
        "audited": _counted(one.verdict for one in entries),
        "surprises": [one for one in views if not one.ok],
        "steps": sum(len(one.steps) for one in views),
        "inferences": sum(one.inferences for one in views),
        "taken": sum(one.numbers is not None for one in views),
        "views": views,
        "entries": entries,
    }
    return Page(INDEX, "index.html", {"index": given})


def _counted(verdicts: Iterable[str]) -> list[tuple[str, int]]:
    """The most frequent first."""
    return sorted(Counter(verdicts).items(), key=lambda one: (-one[1], one[0]))


def _by_topic(views: Sequence[DerivationView]) -> Iterator[tuple[str, list[DerivationView]]]:
    """A derivation is listed under each of its operators; those without one come last."""
    names = {topic for view in views for topic in view.topics}
    for name in sorted(names, key=lambda one: (one == NONE, one)):
        yield name, [view for view in views if name in view.topics]


def _by_equation(views: Sequence[DerivationView], entries: Sequence[EntryReport]) -> Iterator[Row]:
    about = {number for view in views for number in view.equations}
    about |= {number for one in entries if (number := _number(one))}
    for number in sorted(about, key=int):
        derived = tuple(view for view in views if number in view.equations)
        yield Row(number, derived, tuple(one for one in entries if _number(one) == number))


def _by_section(entries: Sequence[EntryReport]) -> Iterator[Row]:
    """What the paper says in its text, by the section as the audit names it."""
    found: dict[str, list[EntryReport]] = {}
    for one in entries:
        if not _number(one):
            found.setdefault(one.entry.equation, []).append(one)
    for title in sorted(found):
        yield Row(title, (), tuple(found[title]))


def _number(one: EntryReport) -> str:
    number = _EQUATION.match(one.entry.equation)
    return number[0] if number else ""
