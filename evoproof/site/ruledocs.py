"""What docstrings say of the kernel's rules, and of what a step's reason may use."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from textwrap import dedent

from evoproof.calc import reasons
from evoproof.kernel.theorem import RULES
from evoproof.prover import Ability

NEVER = "Nothing else is needed: it takes all arguments of the right kinds."
"""Of a rule whose docstring names no refusal."""

_BAR = re.compile(r"-{4,}")
_APART = re.compile(r"\s{5,}")
_REFUSED = re.compile(r"Refused (?:when|for) .*?\.(?=\s[A-Z`]|\s*\Z)", re.DOTALL)


@dataclass(frozen=True)
class RuleDoc:
    """The figure of a rule as its docstring draws it, what is said below, and when it refuses."""

    figure: str
    notes: tuple[str, ...]
    refused: str

    @property
    def conclusion(self) -> str:
        """What stands below the bar, without the remark at its side."""
        lines = self.figure.splitlines()
        bar = next(k for k, line in enumerate(lines) if _BAR.search(line))
        return _APART.split(lines[bar + 1].strip())[0]


def rule_doc(name: str) -> RuleDoc:
    """The docstring of a rule of the kernel, taken apart."""
    figure, _, rest = _doc(RULES[name]).partition("\n\n")
    paragraphs = [" ".join(one.split()) for one in rest.split("\n\n") if one.strip()]
    whole = "\n".join(paragraphs)
    found = _REFUSED.search(whole)
    notes = whole.replace(found[0], "") if found else whole
    lines = (line.strip() for line in notes.split("\n"))
    return RuleDoc(figure, tuple(line for line in lines if line), found[0] if found else NEVER)


def family(name: str) -> tuple[str, str]:
    """The file of the kernel in which the rule is, and what its docstring says it has."""
    module = inspect.getmodule(inspect.unwrap(RULES[name]))
    assert module is not None
    return module.__name__.rpartition(".")[2], _doc(module).partition("\n")[0]


@dataclass(frozen=True)
class ReasonDoc:
    """A reason: how a reader says it, what it does, and the abilities that it gives."""

    name: str
    text: str
    says: str
    abilities: tuple[tuple[str, str], ...] = ()


@cache
def reason_docs() -> tuple[ReasonDoc, ...]:
    """Every reason that a step can name."""
    functions = [
        ReasonDoc(one.__name__, one.__name__, _doc(one).partition("\n\n")[0])
        for one in (reasons.unfold, reasons.fold, reasons.cite)
    ]
    laws = [_law(one) for one in (*reasons.LAWS, reasons.auto)]
    return (*functions, *laws)


def _law(one: reasons.Able) -> ReasonDoc:
    """With one ability it does what that does; with several they are listed."""
    says = _ability_docs()
    abilities = tuple((ability.value, says[ability.name]) for ability in Ability
                      if ability in one.abilities)  # fmt: skip
    if len(abilities) == 1:
        return ReasonDoc(one.written, one.text, abilities[0][1])
    return ReasonDoc(one.written, one.text, "It may use everything, and stands alone.", abilities)


@cache
def _ability_docs() -> dict[str, str]:
    """The text below each member of Ability: what Python itself does not keep."""
    (body,) = (
        node.body for node in ast.parse(dedent(inspect.getsource(Ability))).body
        if isinstance(node, ast.ClassDef)
    )  # fmt: skip
    return {
        member.targets[0].id: inspect.cleandoc(text.value.value)
        for member, text in pairwise(body)
        if isinstance(member, ast.Assign) and isinstance(member.targets[0], ast.Name)
        and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }  # fmt: skip


def _doc(one: object) -> str:
    return inspect.getdoc(one) or ""
