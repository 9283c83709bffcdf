"""The kinds of exercise by name; making one from a derivation, and playing it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from evoproof.calc import Derivation
from evoproof.claims.errors import ClaimError
from evoproof.judge.alternatives import OutOfFragment
from evoproof.teach import broken, choose, order, predict
from evoproof.teach.broken import Broken, PlayBroken
from evoproof.teach.choose import Choose, PlayChoose
from evoproof.teach.declarations import Spoken
from evoproof.teach.exercise import Exercise, Play
from evoproof.teach.order import Order, PlayOrder
from evoproof.teach.predict import PlayPredict, Predict
from evoproof.teach.reasons import NoExercise
from evoproof.teach.trees import NotSayable

KINDS: dict[str, type[Exercise]] = {
    "predict": Predict,
    "reason": Choose,
    "order": Order,
    "broken": Broken,
}
OF_A_STEP = ("predict", "reason", "broken")
"""The kinds that are about one step: for a broken line, the one below it."""


def kind_of(exercise: Exercise) -> str:
    return next(name for name, kind in KINDS.items() if isinstance(exercise, kind))


def made(derivation: Derivation, kind: str, step: int | None = None, seed: int = 0) -> Exercise:
    """An exercise of this kind about a step, or about one that the seed chooses.

    Raises NoExercise, which says why there is none.
    """
    try:
        spoken = Spoken(derivation)
        random = Random(f"{derivation.name} {kind} {step} {seed}")
        if kind == "order":
            return order.make(spoken, random)
        if kind == "broken":
            if derivation.theorem is None:
                raise NoExercise("the derivation is not proved: which line is broken is not known")
            return broken.make(spoken, step, random)
        return _first(spoken, kind, step, random)
    except (NotSayable, NoExercise, OutOfFragment, ClaimError) as error:
        raise NoExercise(f"{derivation.name}: no exercise of the kind {kind}: {error}") from None


def _first(spoken: Spoken, kind: str, step: int | None, random: Random) -> Exercise:
    """Of the step, or of the first in the seed's order of which one can be made."""
    reasons: list[str] = []
    for number in _steps(spoken, step, random):
        try:
            if kind == "predict":
                return predict.make(spoken, number)
            return choose.make(spoken, number, random)
        except NoExercise as error:
            reasons.append(str(error))
    raise NoExercise(reasons[0] if reasons else "there are no steps")


def _steps(spoken: Spoken, step: int | None, random: Random) -> Iterator[int]:
    if step is not None:
        yield step
        return
    numbers = [one.index for one in spoken.steps]
    yield from random.sample(numbers, len(numbers))


def play(exercise: Exercise) -> Play:
    """The exercise, ready to be played. Raises ClaimError, OutOfFragment and NoExercise."""
    match exercise:
        case Predict():
            return PlayPredict(exercise)
        case Choose():
            return PlayChoose(exercise)
        case Order():
            return PlayOrder(exercise)
        case Broken():
            return PlayBroken(exercise)
    raise TypeError(f"unknown exercise {exercise!r}")
