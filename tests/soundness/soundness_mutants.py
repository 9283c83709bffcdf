"""A claim spoiled in many small ways, each a claim again: a table as it stands in a claims file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from random import Random
from typing import Any

from soundness_places import places
from soundness_slips import Around, slips

from evoproof.claims.errors import ClaimError
from evoproof.claims.syntax import Claim, Kind, Range
from evoproof.claims.table import claim_in
from evoproof.claims.text import text
from evoproof.claims.walk import Tree

Table = dict[str, Any]
LONGEST = 60  # characters of a text that a mutant's name quotes


@dataclass(frozen=True)
class Mutant:
    """`table` is the whole claim; `told` says what was changed, once in a claim."""

    kind: str
    told: str
    table: Table

    @property
    def key(self) -> str:
        return f"{self.kind} in {self.told}"

    @property
    def claim(self) -> Claim:
        return claim_in(self.table, 1, 0, {})


def mutants(table: Table) -> list[Mutant]:
    """All mutants that can be read, without those that read the same as another or the claim."""
    claim, seen, met, found = claim_in(table, 1, 0, {}), {_reads(table)}, Counter[str](), []
    for kind, told, changed in (*_of_trees(claim), *_of_declarations(claim)):
        mutant = {**table, **changed}
        if _reads(mutant) in seen or not _readable(mutant):
            continue
        seen.add(_reads(mutant))
        met[f"{kind} {told}"] += 1
        again = f" (no. {met[f'{kind} {told}']})" if met[f"{kind} {told}"] > 1 else ""
        found.append(Mutant(kind, told + again, mutant))
    return found


def chosen(table: Table, seed: int, most: int) -> list[Mutant]:
    """`most` mutants: one of every kind, then a second of every kind, and so on.

    Which ones depends on the seed, the claim's name and each mutant alone.
    """
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in mutants(table):
        by_kind.setdefault(mutant.kind, []).append(mutant)
    ranked = [
        sorted(many, key=lambda one: Random(f"{seed} {table['name']} {one.key}").random())
        for many in by_kind.values()
    ]
    return [one for row in zip_longest(*ranked) for one in row if one is not None][:most]


def _reads(table: Table) -> str:
    return repr(sorted((key, table[key]) for key in table if key not in ("title", "expect")))


def _readable(table: Table) -> bool:
    try:
        claim_in(table, 1, 0, {})
    except ClaimError:
        return False
    return True


Changes = Iterator[tuple[str, str, Table]]


def _of_trees(claim: Claim) -> Changes:
    """Slips in both sides and in every condition."""
    for side, tree in (("left", claim.left), ("right", claim.right)):
        for kind, told, changed in _slips(claim, tree):
            yield kind, f"{side}: {told}", {side: text(changed)}
    given = [text(one) for one in claim.given]
    for number, tree in enumerate(claim.given):
        before, after = given[:number], given[number + 1 :]
        yield "given", f"given: without {given[number]}", {"given": before + after}
        for _, told, changed in _slips(claim, tree):
            yield "given", f"given: {told}", {"given": [*before, text(changed), *after]}


def _slips(claim: Claim, tree: Tree) -> Iterator[tuple[str, str, Tree]]:
    for place in places(tree, claim.variables):
        around = Around(claim.tensors, claim.functions, place.scope)
        for kind, other in slips(place.part, around):
            yield kind, f"{_told(place.part)} -> {_told(other)}", place.put(other)


def _told(tree: Tree) -> str:
    if isinstance(tree, Range):
        tests = [f" if {text(one)}" for one in tree.conditions]
        bounds = f"{text(tree.start)}, {text(tree.stop)}"
        return _short(f"{tree.variable.name} in range({bounds}){''.join(tests)}")
    return _short(text(tree))


def _short(told: str) -> str:
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 3]}..."


def _of_declarations(claim: Claim) -> Changes:
    """Extents one larger and shapes one smaller; a tensor that is padded no more.

    The other way round a claim that is true stays true.
    """
    free = [one for one in claim.variables if one.kind is Kind.INDEX]
    extents = {one.name: text(one.extent) for one in free if one.extent is not None}
    for name, extent in extents.items():
        larger = {**extents, name: f"{extent} + 1"}
        changed = ", ".join(f"{n} < {e}" for n, e in larger.items())
        yield "extent", f"free: {name} < {larger[name]}", {"free": changed}
    padded = [one.name for one in claim.tensors if one.padded]
    for tensor in padded:
        others = ", ".join(one for one in padded if one != tensor)
        yield "padding", f"padded: without {tensor}", {"padded": others}
    yield from _shapes(claim)


def _shapes(claim: Claim) -> Changes:
    shapes = {one.name: [text(entry) for entry in one.shape] for one in claim.tensors}
    for name, shape in shapes.items():
        for number, entry in enumerate(shape):
            smaller = [*shape[:number], f"{entry} - 1", *shape[number + 1 :]]
            listed = (f"{n}[{', '.join(s)}]" for n, s in {**shapes, name: smaller}.items())
            told = f"tensors: {name}[{', '.join(smaller)}]"
            yield "shape", told, {"tensors": ", ".join(listed)}
