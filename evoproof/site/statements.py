"""A part of an entry as lines of formulas with the words between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from evoproof.audit.entry import Formula, Identity, Rank
from evoproof.claims.syntax import Claim, Kind
from evoproof.claims.text import text
from evoproof.site.written import written

_RELATIONS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}


@dataclass(frozen=True)
class Statement:
    """`lines` are words with the formulas behind them; `where` are definitions."""

    ranges: Markup
    lines: tuple[tuple[str, Markup], ...]
    where: tuple[Markup, ...]


def statement(part: Identity | Formula | Rank) -> Statement:
    """An equation, an implication, a formula that has a meaning, or what a rank is said to be."""
    shown = written(part.claim, part.let)
    match part:
        case Formula():
            lines = [("", shown.left)]
        case Rank(relation=relation):
            lines = [("rank of", shown.left), (_RELATIONS.get(relation, relation), shown.right)]
        case Identity(premise=None):
            lines = [("", shown.left), ("=", shown.right)]
        case Identity(premise=Claim() as premise):
            before = written(premise, part.let)
            lines = [
                ("if", before.left), ("=", before.right), ("then", shown.left), ("=", shown.right),
            ]  # fmt: skip
            both = dict.fromkeys((*before.where, *shown.where))
            return Statement(_ranges(part.claim), tuple(lines), tuple(both))
    some = isinstance(part, Rank) and not part.every
    return Statement(Markup("For some sizes and entries") if some else _ranges(part.claim),
                     tuple(lines), shown.where)  # fmt: skip


def _ranges(claim: Claim) -> Markup:
    """for all sizes l, H, indices i < H, where D == H"""
    sizes = [one.name for one in claim.variables if one.kind is Kind.SIZE]
    integers = [one.name for one in claim.variables if one.kind is Kind.INTEGER]
    indices = [
        f"{one.name} < {text(one.extent)}" for one in claim.variables if one.extent is not None
    ]
    groups = (("sizes", sizes), ("integers", integers), ("indices", indices))
    said = [Markup("{} {}").format(kind, _listed(some, ", ")) for kind, some in groups if some]
    if claim.given:
        said.append(Markup("where {}").format(_listed(map(text, claim.given), " and ")))
    return Markup("For all {}").format(Markup(", ").join(said)) if said else Markup("")


def _listed(parts: Iterable[str], between: str) -> Markup:
    return Markup(between).join(Markup("<code>{}</code>").format(one) for one in parts)
