"""The declarations of an exercise, read: what a text says in them, and what holds of the letters.

A text is read twice: with its definitions as tensors, so that a reason can open one and leave
another, and with all of them opened, as a claim.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from evoproof.claims import syntax
from evoproof.claims.abbreviations import abbreviation, sides
from evoproof.claims.claim import Fields, conditions, declared
from evoproof.claims.errors import ClaimError
from evoproof.claims.parse import parse_expression
from evoproof.claims.scope import Abbreviation, Function, Hidden, Meaning
from evoproof.claims.source import Source
from evoproof.claims.syntax import Claim, Expr, Kind, Literal, Position, Variable
from evoproof.claims.text import text
from evoproof.judge.alternatives import OutOfFragment
from evoproof.judge.terms import to_terms
from evoproof.kernel.arithmetic import satisfiable
from evoproof.kernel.terms import Cond, Tensor, Term
from evoproof.teach.declarations import Declarations
from evoproof.teach.terms import Terms


@dataclass(frozen=True)
class Line:
    """A line of an exercise: its text, the term with definitions closed, the tree with all open."""

    text: str
    term: Term
    opened: Expr


class Setting:
    """What the declarations mean. Raises ClaimError and OutOfFragment."""

    def __init__(self, said: Declarations) -> None:
        names = declared(
            Fields(
                left="0", right="0", sizes=said.sizes, integers=said.integers,
                scalars=said.scalars, functions=said.functions, tensors=said.tensors,
                padded=said.padded, free=said.free,
            )
        )  # fmt: skip
        self._closed: dict[str, Meaning] = dict(names)
        self._opened: dict[str, Meaning] = dict(names)
        self.letters = {
            one: one.name for one in names.values()
            if isinstance(one, Variable) and one.kind is not Kind.SCALAR
        }  # fmt: skip
        self._given = conditions(said.given, names)
        self.tensors: dict[syntax.Tensor, Tensor] = {}
        heads = _heads(said.let, names)
        for one in names.values():
            if isinstance(one, syntax.Tensor) and one.name not in heads:
                self.tensors[one] = self._tensor(one)
        for number, (name, definition) in enumerate(zip(heads, said.let, strict=True), 1):
            self._define(f"let {number}", name, definition, heads[number - 1 :])
        self.definitions = {one.name: one for one in self.tensors.values() if one.body is not None}
        self.hypotheses = self._hypotheses()

    def line(self, said: str, field: str = "answer") -> Line:
        """What a text says. Raises ClaimError and OutOfFragment."""
        closed = parse_expression(said, self._closed, field)
        opened = parse_expression(said, self._opened, field)
        return Line(said, Terms(self.letters, self.tensors).term(closed), opened)

    def tree(self, said: str) -> Expr:
        """The text's tree with the definitions closed."""
        return parse_expression(said, self._closed, "line")

    def claim(self, left: Line, right: Line) -> Claim:
        """That two lines are equal."""
        return self._claim(left.opened, right.opened)

    def _claim(self, left: Expr, right: Expr) -> Claim:
        found = self._opened.values()
        return Claim(
            name="exercise",
            variables=tuple(one for one in found if isinstance(one, Variable)),
            tensors=tuple(one for one in found if isinstance(one, syntax.Tensor)),
            functions=tuple(one.name for one in found if isinstance(one, Function)),
            given=self._given,
            left=left,
            right=right,
        )

    def _tensor(self, one: syntax.Tensor) -> Tensor:
        shape = tuple(map(Terms(self.letters, {}).integer, one.shape))
        return Tensor(one.name, shape, one.padded, (), None, None)

    def _define(self, field: str, name: str, said: str, later: list[str]) -> None:
        tensor = self._closed[name]
        if not isinstance(tensor, syntax.Tensor):
            raise ClaimError(f"{name} is no tensor", at=Position(field, 0, 0))
        found = abbreviation(field, said, _visible(self._closed, later))
        if len(found.parameters) != len(tensor.shape):
            message = f"{name} has {len(tensor.shape)} indices under tensors"
            raise ClaimError(message, at=Position(field, 0, 0))
        plain, parameters = self._tensor(tensor), tuple(one.name for one in found.parameters)
        letters = {**self.letters, **{one: one.name for one in found.parameters}}
        body = Terms(letters, self.tensors).term(found.body)
        self.tensors[tensor] = Tensor(name, plain.shape, plain.padded, (), parameters, body)
        self._opened[name] = self._cropped(field, tensor, found, later)

    def _cropped(
        self, field: str, tensor: syntax.Tensor, found: Abbreviation, later: list[str]
    ) -> Abbreviation:
        """The same for reading it open: 0 outside the shape where the tensor is padded."""
        names = [one.name for one in found.parameters]
        body = text(found.body)
        if tensor.padded:
            pairs = zip(names, map(text, tensor.shape), strict=True)
            inside = " and ".join(f"0 <= {name} < {size}" for name, size in pairs)
            body = f"({body}) if {inside} else 0"
        said = f"{tensor.name}[{', '.join(names)}] = {body}"
        return abbreviation(field, said, _visible(self._opened, later))

    def _hypotheses(self) -> tuple[Cond, ...]:
        given = to_terms(self._claim(Literal(0), Literal(0))).given
        if len(given) != 1:
            raise OutOfFragment("conditions with cases (or, !=, not) are not supported here")
        if not satisfiable(given[0]):
            raise OutOfFragment("given: nothing satisfies the conditions, so every line would do")
        return given[0]


def _heads(lets: tuple[str, ...], names: Mapping[str, Meaning]) -> list[str]:
    """The names that the definitions define, each once. Raises ClaimError."""
    found: list[str] = []
    for number, said in enumerate(lets, 1):
        field = f"let {number}"
        head, _ = sides(field, said)
        name = _called(head)
        if not isinstance(names.get(name), syntax.Tensor):
            hint = "a definition stands under tensors too, with its shape"
            raise ClaimError(f"{name[:100]} is no tensor", hint=hint, at=Position(field, 0, 0))
        if name in found:
            raise ClaimError(f"{name} is defined twice", at=Position(field, 0, 0))
        found.append(name)
    return found


def _called(head: Source) -> str:
    match head.tree:
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return name
    raise head.error(head.tree, "before = stands a tensor", "write F[i, j] = body")


def _visible(names: Mapping[str, Meaning], later: list[str]) -> dict[str, Meaning]:
    """What a definition may speak of: no free index, not itself, nothing defined after it."""
    return {
        key: Hidden(key) if isinstance(one, Variable) and one.kind is Kind.INDEX else one
        for key, one in names.items() if key not in later
    }  # fmt: skip
