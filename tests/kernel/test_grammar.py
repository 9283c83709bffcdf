"""The grammar admits exact kinds only, and the kernel's code is of the standard library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from rule_kit import ONE, POSITIVE, SUM, T, a, i, n, over, rule

import evoproof.kernel
from evoproof.errors import EvoproofError
from evoproof.kernel.build import access, at_least, sum_over
from evoproof.kernel.poly import ONE as ONE_INTEGER
from evoproof.kernel.poly import Poly, poly
from evoproof.kernel.terms import (
    Access,
    Add,
    Apply,
    Binder,
    Cond,
    Divides,
    Ge,
    Int,
    Max,
    Mul,
    Num,
    Pow,
    Sum,
    Tensor,
    Term,
)

KERNEL = Path(evoproof.kernel.__file__).parent
SOURCES = sorted(KERNEL.rglob("*.py"))
REFUSED = (EvoproofError, TypeError, AttributeError, ValueError, RecursionError)


@pytest.mark.parametrize("base", [Term, Int, Num, Sum, Max, Binder, Access, Cond, Ge, Poly, Tensor])
def test_the_grammar_has_no_further_kinds(base: type) -> None:
    """A term that hides its free names would be carried under a sum that binds them."""

    def nothing(self: Any) -> Any:
        return {"free": frozenset()}

    with pytest.raises(REFUSED):
        kind = type("Liar", (base,), {"__slots__": (), "derive": nothing})
        liar = kind(a) if base is Int else kind()
        rule("scale", (), Mul((liar, over("a", 0, 1, ONE))), 1)


class Text(str):
    """A str that is not exactly str."""


class Whole(int):
    """An int that is not exactly int."""


class Sequence(tuple):
    """A tuple that shows other parts each time it is read."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def odd_fields() -> list[Callable[[], object]]:
    """Constructions with fields of a kind that only resembles the right one."""
    half = type("Half", (Fraction,), {})(7, 13)
    return [
        lambda: Num(half), lambda: Num(7.25), lambda: Num(919), lambda: Num("3/7"),
        lambda: Pow(access(T, 0), Whole(77)), lambda: Pow(access(T, 0), 77.0),
        lambda: Pow(access(T, 0), 0), lambda: Pow(Int(i), True), lambda: Divides(True, i),
        lambda: Divides(Whole(77), i), lambda: Divides(0, i), lambda: Divides(-2, i),
        lambda: Poly((((Text("fresh_one"),), 1),)), lambda: Poly(((("fresh_two",), Whole(5)),)),
        lambda: Poly((((), True), (("fresh_three",), 1))), lambda: Poly((((), 0),)),
        lambda: Poly(Sequence([(("fresh_four",), 1)])), lambda: Poly((("ab", 1),)),
        lambda: Poly(((Sequence(("fresh_five",)), 1),)), lambda: Poly([(("n",), 1)]),
        lambda: Sum(Sequence(("a",)), (), Int(a)), lambda: Sum(["a"], (), Int(a)),
        lambda: Sum((Text("fresh_six"),), (), ONE), lambda: Sum(("a", "a"), (), ONE),
        lambda: Max(("a", "a"), (), ONE), lambda: Max(["a"], (), ONE), lambda: Apply("max", ()),
        lambda: Sum("a", (), ONE), lambda: Sum((), Sequence((at_least("fresh_nine", 1),)), ONE),
        lambda: Sum((), (n,), ONE), lambda: Sum((), (), n), lambda: Add(Sequence((ONE,))),
        lambda: Add([ONE]), lambda: Mul((n,)), lambda: Apply(Text("fresh_seven"), (ONE,)),
        lambda: Apply("exp", ()), lambda: Apply("exp", (ONE, ONE)), lambda: Apply("f(x)", (ONE,)),
        lambda: Access(T, Sequence((poly("fresh_eight"),))), lambda: Access(T, (0,)),
        lambda: Access(T, ()), lambda: Access("T", (n,)), lambda: Int(poly(3)), lambda: Int(3),
        lambda: Tensor("Fresh", (n,), 1, (), None, None), lambda: Ge(1), lambda: Ge(ONE),
        lambda: Tensor("Fresh", (3,), True, (), None, None), lambda: Term(), lambda: Cond(),
        lambda: Tensor("Fresh", (n,), True, (), ("x",), None),
        lambda: Tensor("Fresh", (n,), True, (), ("x", "y"), ONE),
        lambda: Tensor("Fresh", (n, n), True, (), ("x", "x"), ONE),
        lambda: Tensor("Fresh", (n,), True, (), ("x+1",), ONE),
    ]  # fmt: skip


@pytest.mark.parametrize("make", odd_fields())
def test_fields_are_of_exactly_their_kind(make: Callable[[], Any]) -> None:
    """Refused, unless an object with equal fields is known: that one is given, fields and all."""
    try:
        made = make()
    except REFUSED:
        return
    assert made.fields, "an object of no kind"
    assert all(exact(getattr(made, name)) for name in made.fields)


def exact(value: object) -> bool:
    if type(value) is tuple:
        return all(map(exact, value))
    return type(value).__module__.startswith(("builtins", "fractions", "evoproof."))


@pytest.mark.parametrize("make", [
    lambda: Binder(("a",), (), ONE), lambda: Term(ONE), lambda: Cond(i), lambda: Apply("max", ()),
])  # fmt: skip
def test_what_has_no_meaning_is_no_term(make: Callable[[], Any]) -> None:
    with pytest.raises(EvoproofError):
        make()


@pytest.mark.parametrize("like", [True, 1.0, Fraction(1)])
def test_interning_gives_back_true_integers(like: Any) -> None:
    """1 == True == 1.0 == Fraction(1) and all have one hash: the object found has exact fields."""
    power = Pow(access(T, 5), 1)
    try:
        found = Pow(access(T, 5), like)
    except REFUSED:
        return
    assert found is power
    assert type(found.exponent) is int


def test_terms_are_not_changed() -> None:
    for thing in (ONE, SUM, T, POSITIVE[0], n):
        with pytest.raises(AttributeError):
            thing.free = frozenset("a")
        with pytest.raises(AttributeError):
            del thing.free
        with pytest.raises(AttributeError):
            thing.note = 1


# what the code of the kernel may contain


def names_imported(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"a relative import in {source}"
            yield node.module or ""


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_the_kernel_imports_little(source: Path) -> None:
    for name in names_imported(source):
        root = name.split(".")[0]
        own = name == "evoproof.errors" or name.startswith("evoproof.kernel")
        solver = root == "z3" and source.name in ("arithmetic.py", "linear.py")
        assert own or solver or root in sys.stdlib_module_names, f"{source.name} imports {name}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_nothing_in_the_kernel_vanishes_under_dash_o(source: Path) -> None:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert), f"assert in {source.name}:{node.lineno}"
        assert not (isinstance(node, ast.Name) and node.id in ("__debug__", "eval", "exec"))


def test_names_do_not_look_like_expressions() -> None:
    for name in ("a+b", "2", "-a", "a*b", "(a)//(b)", "a b", "", "'", "a\n", "#", "#a", "a.b"):
        with pytest.raises(EvoproofError):
            poly(name)
        with pytest.raises(EvoproofError):
            sum_over([name], [], ONE)
    assert poly("a") + ONE_INTEGER is not poly("a'")
