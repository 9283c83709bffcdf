"""Every small way to spoil a derivation file, and the choice of some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest
from random import Random

import mutants_chain as chain
import mutants_formulas as formulas
import mutants_makers as makers
from mutants_edits import Mutant, Source
from mutants_reading import Slips

SLIPS: tuple[Callable[[Source], Slips], ...] = (
    formulas.off_by_one,
    formulas.sign,
    formulas.plus_minus,
    formulas.swapped_indices,
    formulas.another_letter,
    formulas.factors,
    formulas.ranges,
    formulas.swapped_ranges,
    makers.border,
    makers.strictness,
    makers.options,
    makers.shapes,
    makers.bodies,
    chain.wrong_reasons,
    chain.lines,
    chain.conditions,
    chain.citations,
)


def all_mutants(source: Source) -> list[Mutant]:
    """Every mutant of a file, without those that read the same as another or as the file itself."""
    seen, met, found = {source.text}, Counter[str](), []
    for slip in SLIPS:
        for mutant in slip(source):
            if mutant.text not in seen:
                seen.add(mutant.text)
                met[mutant.key] += 1
                again = f" (no. {met[mutant.key]})" if met[mutant.key] > 1 else ""
                found.append(replace(mutant, told=mutant.told + again))
    return found


def chosen(source: Source, seed: int, most: int) -> list[Mutant]:
    """`most` mutants: one of every kind, then a second of every kind, and so on.

    Which ones depends on the seed and on each mutant alone: an edit of the file that adds a mutant
    can only replace one of its kind.
    """
    by_kind: dict[str, list[Mutant]] = {}
    for mutant in all_mutants(source):
        by_kind.setdefault(mutant.kind, []).append(mutant)
    ranked = [sorted(many, key=lambda one: _rank(one, seed)) for many in by_kind.values()]
    rounds = zip_longest(*ranked)
    return [mutant for one in rounds for mutant in one if mutant is not None][:most]


def _rank(mutant: Mutant, seed: int) -> float:
    return Random(f"{seed} {mutant.key}").random()
