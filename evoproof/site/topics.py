"""Which operators a derivation is about: those that its first line reads, or else its last.

The name of a topic is the first words of the docstring of the module in which an operator is
defined, so that there is no list beside the theory's own.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import evoproof
from evoproof.calc import Derivation
from evoproof.kernel.judgements import children
from evoproof.kernel.terms import Access, Term
from evoproof.library.catalogue import parse
from evoproof.theory import Operator

NONE = "Formulas without an operator"


def topics(derivation: Derivation, file: Path) -> tuple[str, ...]:
    """The topics of a derivation, which `file` makes, in the order of their names."""
    named = _imported(file)
    for line in (derivation.lines[0], derivation.lines[-1]):
        found = {_topic(one) for one in named if one.name in _read(line.term)}
        if found:
            return tuple(sorted(found))
    return (NONE,)


def _imported(file: Path) -> list[Operator]:
    """The operators that the file imports from evoproof."""
    names = (
        alias.name
        for node in parse(file).body
        if isinstance(node, ast.ImportFrom) and node.module == "evoproof"
        for alias in node.names
    )
    found = (getattr(evoproof, name, None) for name in names)
    return [one for one in found if isinstance(one, Operator)]


def _read(term: Term) -> set[str]:
    """The names of the operators' results that stand in the line itself, not in definitions."""
    below = set[str]().union(*map(_read, children(term)))
    if isinstance(term, Access) and term.tensor.arguments:
        return {term.tensor.name, *below}
    return below


def _topic(operator: Operator) -> str:
    doc = sys.modules[operator.make.__module__].__doc__ or operator.name
    return re.split(r"[:.]", doc.strip(), maxsplit=1)[0]
