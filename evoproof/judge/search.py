"""The search for places where a claim fails, with what the kernel knows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from evoproof.claims.syntax import Claim, Kind
from evoproof.judge.wellformed import FALSE
from evoproof.kernel.arithmetic import Model, counterexample
from evoproof.kernel.terms import Cond
from evoproof.refute import Counterexample, admits_something, ill_formed_claim, refute_claim

EARLY = 4_000
"""Steps of a search that goes before everything: most false claims are refuted in fewer."""

SECOND = 20_000
"""Steps of a search that goes before a long proof."""

FULL = 150_000
"""Steps of a search after a proof that failed."""


class Search:
    """Counterexamples to one claim. `cases` are its conditions as the kernel has them, if it does.

    Where nothing is found that the conditions admit, z3 is asked for something; and where it has
    nothing either, no search is made.
    """

    def __init__(self, claim: Claim, seed: int = 0, cases: Sequence[tuple[Cond, ...]] = ()) -> None:
        self._claim, self._seed, self._cases = claim, seed, cases

    @cached_property
    def admitted(self) -> Mapping[str, int] | None:
        """Sizes, integers and indices that the conditions admit, by plain evaluation."""
        return admits_something(self._claim, self._seed)

    @property
    def admits_all(self) -> bool:
        """Whether something was found, for the free indices too."""
        indices = {one.name for one in self._claim.variables if one.kind is Kind.INDEX}
        return self.admitted is not None and self.admitted.keys() >= indices

    @cached_property
    def _models(self) -> list[Model]:
        if self.admitted is not None:
            return []
        found = (counterexample(given, FALSE) for given in self._cases)
        return [model for model in found if model is not None]

    def outside(self, budget: int, hint: Model | None = None) -> Counterexample | None:
        """Where a reading has no meaning; `hint` is looked at first."""
        hints = [*self._models, *([hint] if hint is not None else [])]
        if self.admitted is None and not hints:
            return None
        return ill_formed_claim(self._claim, self._seed, budget, hints)

    def wrong(self, budget: int, region: Sequence[Cond] = ()) -> Counterexample | None:
        """Where the sides differ, or a reading has no meaning; in the region first.

        A longer search draws other samples than the shorter ones, which found nothing.
        """
        if self.admitted is None and not self._models:
            return None
        seed = self._seed + (budget > EARLY) + (budget > SECOND)
        return refute_claim(self._claim, seed, budget, [*self._hints(region), *self._models])

    def _hints(self, region: Sequence[Cond]) -> list[Model]:
        """A model of where the proof stopped; names that only the proof knows are left out."""
        model = counterexample(region, FALSE) if region else None
        names = {one.name for one in self._claim.variables}
        return [{name: value for name, value in model.items() if name in names}] if model else []
