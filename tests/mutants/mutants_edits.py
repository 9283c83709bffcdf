"""A derivation file as text and tree, and edits of it: spans of the text that are written anew."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias, TypeVar

Kind = TypeVar("Kind", bound=ast.AST)
Node: TypeAlias = "ast.expr | ast.stmt | ast.keyword"


@dataclass(frozen=True)
class Edit:
    """`node` is written as `text` instead."""

    node: Node
    text: str


@dataclass(frozen=True)
class Mutant:
    """A spoiled derivation: the kind of slip, where it is, what it is, and the whole text."""

    kind: str
    place: str
    told: str
    text: str = field(repr=False)

    @property
    def key(self) -> str:
        """Names the mutant in the table of survivors. No line number: edits elsewhere leave it."""
        return f"{self.kind} in {self.place}: {self.told}"


class Source:
    """The text of a derivation file, its `prove(...)` and its claim."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.text = file.read_text()
        self.tree = ast.parse(self.text)
        starts = [0]
        for line in self.text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        self._starts = starts

    @cached_property
    def calls(self) -> dict[str, ast.Call]:
        """The calls that a single name is assigned to."""
        return {
            statement.targets[0].id: statement.value
            for statement in self.tree.body
            if isinstance(statement, ast.Assign)
            and isinstance(statement.targets[0], ast.Name)
            and isinstance(statement.value, ast.Call)
        }

    @cached_property
    def claim(self) -> ast.Call:
        return self.calls["claim"]

    @cached_property
    def chain(self) -> list[ast.expr]:
        """Expression, reason, expression, ..."""
        return self.calls[self.file.stem].args[1:]

    @property
    def lines(self) -> list[ast.expr]:
        return self.chain[::2]

    @property
    def reasons(self) -> list[ast.Call]:
        return [one for one in self.chain[1::2] if isinstance(one, ast.Call)]

    @cached_property
    def statements(self) -> list[ast.Assign]:
        """The assignments before the claim: letters, tensors, definitions."""
        taken = (self.claim, self.calls[self.file.stem])
        assigned = (one for one in self.tree.body if isinstance(one, ast.Assign))
        return [one for one in assigned if one.value not in taken]

    @cached_property
    def twins(self) -> dict[ast.AST, ast.AST]:
        """For every node of the claim's two sides, the same node in the first or last line."""
        pairs = zip(self.claim.args, (self.chain[0], self.chain[-1]), strict=True)
        found: dict[ast.AST, ast.AST] = {}
        for side, line in pairs:
            if ast.dump(side) == ast.dump(line):
                found.update(zip(ast.walk(side), ast.walk(line), strict=True))
        return found

    @cached_property
    def owner(self) -> dict[ast.AST, str]:
        """Where a node stands: the name that is assigned, a side of the claim, a line, a step."""
        parts: list[tuple[str, ast.AST]] = [
            (", ".join(map(self.said, one.targets)), one.value) for one in self.statements
        ]
        parts += [("claim", self.claim), *zip(("left", "right"), self.claim.args, strict=True)]
        parts += [("chain", self.calls[self.file.stem])]
        parts += [(f"line {k}", line) for k, line in enumerate(self.lines)]
        parts += [(f"step {k}", reason) for k, reason in enumerate(self.reasons, 1)]
        return {node: place for place, part in parts for node in ast.walk(part)}

    def said(self, node: Node) -> str:
        """What is written there, on one line."""
        return " ".join(self.text[self._start(node) : self._end(node)].split())

    def mutant(self, kind: str, edits: Sequence[Edit], told: str = "") -> Mutant:
        """The text with all edits made; in the claim, made in the chain's end too."""
        told = told or "; ".join(f"{self.said(one.node)} -> {one.text}" for one in edits)
        both = [*edits, *(Edit(self.twins[one.node], one.text) for one in edits
                          if one.node in self.twins)]  # fmt: skip
        text = self.text
        for edit in sorted(both, key=lambda one: self._start(one.node), reverse=True):
            text = text[: self._start(edit.node)] + edit.text + text[self._end(edit.node) :]
        return Mutant(kind, self.owner[edits[0].node], told, text)

    def _start(self, node: Node) -> int:
        return self._starts[node.lineno - 1] + node.col_offset

    def _end(self, node: Node) -> int:
        return self._starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)

    @cached_property
    def formulas(self) -> list[ast.expr]:
        """Where a formula can be spoiled: what is assigned, the claim's sides, the inner lines."""
        values = [statement.value for statement in self.statements]
        return [*values, *self.claim.args, *self.lines[1:-1]]

    def nodes(self, kind: type[Kind]) -> Iterator[Kind]:
        """Every node of this type in the formulas."""
        for formula in self.formulas:
            yield from (node for node in ast.walk(formula) if isinstance(node, kind))
