"""What a record claims, in words of the checker's own: the proof is checked, the claim is read."""

from __future__ import annotations

from evoproof.replay.cite import Statement
from evoproof.replay.integers import Poly, text
from evoproof.replay.terms import Add, Apply, Binder, Int, Mul, Num, Pow, Read, Tensor, Term


def in_words(claim: Statement) -> tuple[str, ...]:
    """The conditions, the equation, and every tensor in it; a defined one with its definition.

    Tensors of one name that are not the same are numbered.
    """
    writer = _Writer()
    equation = f"{writer.term(claim.left)} = {writer.term(claim.right)}"
    told: list[str] = []
    while len(told) < len(writer.names):
        tensor, name = list(writer.names.items())[len(told)]
        told.append(writer.tensor(tensor, name))
    return (f"given {', '.join(sorted(map(repr, claim.hypotheses)))}", equation, *told)


class _Writer:
    """Gives every tensor that it meets a name of its own."""

    def __init__(self) -> None:
        self.names: dict[Tensor, str] = {}

    def name(self, tensor: Tensor) -> str:
        if tensor not in self.names:
            alike = sum(other.name == tensor.name for other in self.names)
            self.names[tensor] = f"{tensor.name}@{alike + 1}" if alike else tensor.name
        return self.names[tensor]

    def tensor(self, tensor: Tensor, name: str) -> str:
        outside = ", 0 outside" if tensor.padded else ""
        shape = f"{name}: {' x '.join(map(text, tensor.shape)) or 'one number'}{outside}"
        if tensor.body is None:
            return shape
        return f"{shape}; {name}[{', '.join(tensor.parameters)}] := {self.term(tensor.body)}"

    def term(self, term: Term) -> str:
        match term:
            case Num(value=value):
                return str(value)
            case Int(expr=expr):
                return f"({text(expr)})"
            case Read(tensor=tensor, indices=indices):
                return f"{self.name(tensor)}[{_all(indices)}]"
            case Apply(function=function, args=args):
                return f"{function}({', '.join(map(self.term, args))})"
            case Add(args=args):
                return f"({' + '.join(map(self.term, args))})"
            case Mul(args=args):
                return " * ".join(map(self.term, args)) or "1"
            case Pow(base=base, exponent=exponent):
                return f"({self.term(base)})^{exponent}"
            case Binder(names=names, conds=conds, body=body):
                where = ", ".join(sorted(map(repr, conds)))
                kind = type(term).__name__.lower()
                return f"{kind}({', '.join(names)} | {where} | {self.term(body)})"
        raise TypeError(f"unknown term {term!r}")


def _all(exprs: tuple[Poly, ...]) -> str:
    return ", ".join(map(text, exprs))
