"""Using a proved theorem inside a line: its left side, found there, becomes its right side."""

from __future__ import annotations

from evoproof.calc.reasons import Citation
from evoproof.errors import ChainError, MalformedTerm, RuleRefused
from evoproof.kernel.judgements import children, tensors
from evoproof.kernel.poly import Poly
from evoproof.kernel.rules.equality import (
    instantiate,
    instantiate_tensor,
    symmetry,
    transitivity,
    weaken,
)
from evoproof.kernel.terms import Sum, Tensor, Term
from evoproof.kernel.theorem import Theorem
from evoproof.prover import Normaliser, OutOfBudget
from evoproof.prover.rewriting import Context, Rewriting, inner
from evoproof.prover.unify import Unifier


def apply(given: Context, term: Term, citation: Citation) -> Theorem | None:
    """given |- term = the term with one instance of the lemma's left side replaced, or None."""
    theorem = _instance(citation)
    engine = Normaliser(given, (), thorough=False)
    try:
        return _rewrite(engine, given, term, theorem)
    except (OutOfBudget, MalformedTerm, RecursionError):
        return None


def _instance(citation: Citation) -> Theorem:
    """The lemma for the tensors and sizes of the citation. Raises ChainError where it has none."""
    theorem = citation.lemma.theorem
    if theorem is None:
        raise ChainError(f"{citation.lemma.name} is cited, but it is not proved")
    sizes = tuple((name, value) for name, value in citation.values if isinstance(value, Poly))
    known = theorem.left.free | theorem.right.free
    for name, _ in sizes:
        if name not in known:
            raise ChainError(f"{citation.lemma.name} speaks of no size {name}")
    try:
        theorem = instantiate(theorem, sizes) if sizes else theorem
        for name, value in citation.values:
            if isinstance(value, Tensor):
                theorem = instantiate_tensor(theorem, _own(theorem, name, citation), value)
    except RuleRefused as refusal:
        raise ChainError(f"{citation.lemma.name} does not hold for these: {refusal}") from None
    return theorem


def _own(theorem: Theorem, name: str, citation: Citation) -> Tensor:
    """The tensor without definition that the lemma calls `name`."""
    for term in (theorem.left, theorem.right):
        for tensor in tensors(term):
            if tensor.name == name and tensor.body is None:
                return tensor
    raise ChainError(f"{citation.lemma.name} speaks of no tensor {name}")


def _rewrite(engine: Normaliser, given: Context, term: Term, theorem: Theorem) -> Theorem | None:
    here = _at_root(engine, given, term, theorem)
    if here is not None:
        return here
    inside = inner(given, term) if isinstance(term, Sum) else given
    for position, child in enumerate(children(term)):
        found = _rewrite(engine, inside, child, theorem)
        if found is not None:
            rewriting = Rewriting(given, term)
            rewriting.inside(position, found)
            return rewriting.theorem
    return None


def _at_root(engine: Normaliser, given: Context, term: Term, theorem: Theorem) -> Theorem | None:
    here, there = engine.normal(given, term), engine.normal(given, theorem.left)
    middle = Unifier(engine).equal(given, here.right, there.right)
    if middle is None:
        return None
    try:
        lemma = weaken(theorem, given)
    except RuleRefused:
        return None
    return transitivity(transitivity(transitivity(here, middle), symmetry(there)), lemma)
