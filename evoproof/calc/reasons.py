"""Reasons: what may be used to get from one line of a derivation to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evoproof.errors import ChainError
from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Tensor
from evoproof.language import Handle, integer_from_sympy
from evoproof.prover import ALL, Ability

if TYPE_CHECKING:
    from evoproof.calc.derivation import Derivation


@dataclass(frozen=True)
class Reason:
    """Something that a step may use: as a reader says it, and as an author writes it."""

    text: str
    written: str


@dataclass(frozen=True)
class Able(Reason):
    """Some abilities of the normaliser."""

    abilities: frozenset[Ability]


@dataclass(frozen=True)
class Definition(Reason):
    """Opening a definition: in the line above (unfold) or in the line below (fold).

    Every tensor of this name, or `only` this one.
    """

    name: str
    below: bool
    only: Tensor | None = None

    def opens(self, tensor: Tensor) -> bool:
        return tensor is self.only if self.only is not None else tensor.name == self.name


@dataclass(frozen=True)
class Opened:
    """Whether a tensor is opened by one of these reasons."""

    reasons: frozenset[Definition]

    def __call__(self, tensor: Tensor) -> bool:
        return any(one.opens(tensor) for one in self.reasons)


@dataclass(frozen=True)
class Citation(Reason):
    """A theorem, for these sizes and tensors in place of its own."""

    lemma: Derivation
    values: tuple[tuple[str, Tensor | Poly], ...]


@dataclass(frozen=True)
class By:
    """The reasons of one step."""

    reasons: tuple[Reason, ...]

    @property
    def text(self) -> str:
        return ", ".join(reason.text for reason in self.reasons)

    @property
    def written(self) -> str:
        """As an author writes it, such as by(unfold(Conv), reindex)."""
        return f"by({', '.join(reason.written for reason in self.reasons)})"

    @property
    def abilities(self) -> frozenset[Ability]:
        sets = (one.abilities for one in self.reasons if isinstance(one, Able))
        return frozenset[Ability]().union(*sets)

    def opened(self, *, below: bool) -> Opened:
        """The tensors that the reasons open in the line above or below."""
        found = (one for one in self.reasons if isinstance(one, Definition))
        return Opened(frozenset(one for one in found if one.below is below))

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(one for one in self.reasons if isinstance(one, Citation))

    @property
    def automatic(self) -> bool:
        return auto in self.reasons


def _able(written: str, text: str, *abilities: Ability) -> Able:
    return Able(text, written, frozenset(abilities))


exchange = _able("exchange", "exchange of sums", Ability.EXCHANGE)
distribute = _able("distribute", "distributivity", Ability.DISTRIBUTE)
reindex = _able("reindex", "reindexing", Ability.REINDEX)
padding = _able("padding", "padding", Ability.PADDING)
delta = _able("delta", "delta", Ability.DELTA)
floors = _able("floors", "floors", Ability.FLOORS)
exp_laws = _able("exp_laws", "laws of exp", Ability.EXP)
cancel = _able("cancel", "cancelling", Ability.CANCEL)
cases = _able("cases", "cases", Ability.CASES)
auto = _able("auto", "auto", *ALL)

LAWS = (exchange, distribute, reindex, padding, delta, floors, exp_laws, cancel, cases)
"""Every law that a reason can name."""


def by(*reasons: Reason) -> By:
    """The reason of a step: one or more of unfold(...), fold(...), cite(...) and the named laws.

    Raises ChainError for anything else.
    """
    if not reasons:
        raise ChainError("by() needs a reason, such as by(unfold(conv)) or by(reindex)")
    for one in reasons:
        if not isinstance(one, Reason):
            raise ChainError(
                f"by({said(one)}): a reason is unfold(F), fold(F), cite(lemma), reindex, ..."
            )
    if len(set(reasons)) < len(reasons):
        raise ChainError(f"by({_written(reasons)}): a reason is named once")
    if auto in reasons and len(reasons) > 1:
        raise ChainError(f"by({_written(reasons)}): auto stands alone, it may use everything")
    return By(reasons)


def said(one: Any) -> str:
    """An object that an author gave, as it is written: a reason, a derivation, an expression."""
    if isinstance(one, Reason | By):
        return one.written
    if hasattr(one, "lines") or callable(one):
        return str(getattr(one, "name", "") or getattr(one, "__name__", type(one).__name__))
    shown = repr(one)
    return f"a {type(one).__name__}" if len(shown) > 100 or " object at 0x" in shown else shown


def _written(reasons: tuple[Reason, ...]) -> str:
    return ", ".join(reason.written for reason in reasons)


def unfold(*definitions: Any) -> Reason:
    """In the line above, replace accesses to these definitions by what they stand for."""
    return _definition("unfold", definitions, below=False)


def fold(*definitions: Any) -> Reason:
    """The line above is the line below with these definitions unfolded."""
    return _definition("fold", definitions, below=True)


def _definition(verb: str, definitions: tuple[Any, ...], *, below: bool) -> Reason:
    if len(definitions) != 1:
        raise ChainError(f"{verb}(...) names one definition; write {verb}(F), {verb}(Ev)")
    (one,) = definitions
    name = getattr(one, "name", None)
    if not isinstance(name, str):
        raise ChainError(f"{verb}({one!r}): not a definition or an operator")
    if not isinstance(one, Handle):
        return Definition(f"{verb} {name}", f"{verb}({name})", name, below)
    if one.body is None:
        raise ChainError(f"{verb}({name}): {name} has no definition")
    shown = f"{name}({', '.join(map(_shown, one.arguments))})" if one.arguments else name
    only = one.tensor if one.arguments else None
    return Definition(f"{verb} {shown}", f"{verb}({shown})", name, below, only)


def _shown(argument: Any) -> str:
    return argument.name if isinstance(argument, Handle) else str(argument)


def cite(lemma: Derivation, **values: Any) -> Reason:
    """A proved derivation, with these tensors and integer expressions in place of its own names.

    Raises ChainError for anything but a derivation.
    """
    if not hasattr(type(lemma), "theorem") or not hasattr(lemma, "claim"):
        raise ChainError(f"cite({said(lemma)}): not a derivation; cite what prove(claim, ...) made")
    pairs = tuple(
        (name, value.tensor if isinstance(value, Handle) else integer_from_sympy(value))
        for name, value in values.items()
    )
    inside = [lemma.name, *(f"{name}={_shown(value)}" for name, value in values.items())]
    return Citation(f"by {lemma.name}", f"cite({', '.join(inside)})", lemma, pairs)
