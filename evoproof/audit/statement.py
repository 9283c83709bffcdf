"""What an entry of the audit states, as a text that does not depend on the layout of its file."""

from __future__ import annotations

from collections.abc import Iterator

from evoproof.audit.entry import Derived, Entry, Formula, Identity, Part, Rank
from evoproof.claims.statement import statement as stated


def statement(entry: Entry) -> str:
    """The paper's statement, its parts as they are made precise, and what corrects it."""
    return "\n".join(_lines(entry))


def _lines(entry: Entry) -> Iterator[str]:
    yield from (entry.kind, entry.statement, *entry.conditions)
    readings = [one.part for one in entry.readings]
    for label, parts in (
        ("printed", entry.printed),
        ("without", entry.without),
        ("reading", readings),
        ("proof", entry.proof),
    ):
        yield from (f"{label} {_part(one)}" for one in parts)
    yield from (f"by {name}" for name in entry.by)


def _part(part: Part) -> str:
    match part:
        case Derived():
            return part.derivation
        case Formula():
            return stated(part.claim)
        case Rank():
            return f"{part.relation} {part.every} {stated(part.claim)}"
        case Identity():
            premise = f"{stated(part.premise)}\n=> " if part.premise is not None else ""
            return premise + stated(part.claim)
