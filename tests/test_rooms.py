"""The rooms of the house: who may import whom, read from the files, not from what was loaded."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "evoproof"

PROOF = {"errors", "kernel", "prover", "refute", "language", "calc", "show"}
FULL = {
    *PROOF,
    "claims",
    "judge",
    "theory",
    "library",
    "numeric",
    "check",
    "audit",
    "gate",
    "properties",
    "record",
    "replay",
    "derivations",
    "baseline",
    "project",
    "picture",
    "site",
    "teach",
    "bench",
}

ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "kernel": {"errors"},
    "prover": {"errors", "kernel"},
    "refute": {"errors", "claims", "kernel"},
    "language": {"errors", "kernel"},
    "calc": {"errors", "kernel", "prover", "refute", "language", "show"},
    "theory": {"errors", "kernel", "language", "calc"},
    "show": {"errors", "kernel"},
    "numeric": {"errors", "kernel"},
    "record": {"", "errors", "kernel"},
    "replay": {"errors"},
    "derivations": set(),
    "library": {"", "errors", "calc", "derivations"},
    "claims": {"errors"},
    "judge": {"errors", "claims", "kernel", "prover", "refute", "record", "show"},
    "check": {*PROOF, "numeric", "judge"},
    "gate": {"", "audit", "check", "derivations", "judge", "refute"},
    "properties": {"errors", "prover", "refute", "language", "calc", "theory"},
    "baseline": {
        "errors",
        "claims",
        "judge",
        "check",
        "audit",
        "derivations",
    },
    "project": {"errors", "claims", "library"},
    "audit": {"errors", "claims", "judge", "refute", "library", "check", "derivations"},
    "bench": {
        "errors",
        "kernel",
        "prover",
        "language",
        "calc",
        "claims",
        "judge",
        "library",
        "numeric",
        "check",
    },
    "picture": {"errors", "refute", "language", "derivations", "library", "properties"},
    "site": {
        "",
        *PROOF,
        "picture",
        "audit",
        "check",
        "claims",
        "judge",
        "library",
        "numeric",
        "theory",
        "record",
    },
    "teach": {
        "errors",
        "kernel",
        "prover",
        "refute",
        "language",
        "calc",
        "claims",
        "judge",
        "show",
    },
    "console": {"", *FULL},
    "pytest_plugin": {"claims", "judge", "calc", "library", "check", "gate"},
    "cli": {"console"},
    "__main__": {"cli"},
    "": set(),
}
OUTSIDE: dict[str, set[str]] = {
    "sympy": {"language", "theory", "refute", "show", "calc", "properties"},
    "mpmath": {"refute"},
    "z3": {"kernel/arithmetic.py", "kernel/linear.py", "replay/decide.py", "replay/reals.py"},
    "torch": {"numeric"},
    "rich": {"console"},
    "PIL": {"picture/png.py"},
    "jinja2": {"site"},
    "markupsafe": {"site"},
    "click": {"console"},
    "pytest": {"pytest_plugin"},
}
STANDARD = sys.stdlib_module_names


def imported(text: str) -> Iterator[str]:
    """Every module that the text imports, wherever in it, for the type checker too."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            if node.module == "evoproof":
                yield from (f"evoproof.{alias.name}" for alias in node.names)


def trespasses(path: str, text: str) -> list[str]:
    """The imports of the file at `path` (below the package) that its room does not allow."""
    room = path.partition("/")[0].removesuffix(".py").replace("__init__", "")
    found = []
    for module in imported(text):
        top, _, rest = module.partition(".")
        if top == "evoproof":
            target = rest.partition(".")[0]
            allowed = {room, *ROOMS[room]} | ({""} if target not in ROOMS else set())
            if target and target in ROOMS and target not in allowed:
                found.append(module)
        elif top in OUTSIDE:
            if not OUTSIDE[top] & {room, path}:
                found.append(module)
        elif top not in STANDARD:
            found.append(module)
    return found


FILES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES)
def test_a_file_imports_only_what_its_room_allows(path):
    assert trespasses(path, (PACKAGE / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kernel/terms.py", "import sympy"),
        ("kernel/terms.py", "import z3"),
        ("kernel/terms.py", "from evoproof.prover import prove"),
        ("kernel/rules/sums.py", "def f():\n    from evoproof.calc import prove"),
        ("numeric/check.py", "if TYPE_CHECKING:\n    from evoproof.calc import Derivation"),
        ("replay/judge.py", "from evoproof.kernel.terms import Term"),
        ("show/text.py", "import rich.text"),
        ("check/check.py", "import click"),
        ("console/chain.py", "import torch"),
        ("bench/contest.py", "import torch"),
        ("prover/prove.py", "from evoproof import calc"),
        ("calc/step.py", "import numpy"),
        ("language/scope.py", "from .. import kernel"),
    ],
)
def test_a_trespass_is_seen(path, text):
    assert len(trespasses(path, text)) == 1


def test_every_room_stands_in_the_table():
    rooms = {path.partition("/")[0].removesuffix(".py").replace("__init__", "") for path in FILES}
    assert rooms == set(ROOMS)


def test_no_two_rooms_import_each_other():
    def reached(room: str, seen: frozenset[str] = frozenset()) -> set[str]:
        assert room not in seen, f"{room} is in a cycle"
        return {room}.union(*(reached(one, seen | {room}) for one in ROOMS[room]))

    assert reached("__main__") | reached("pytest_plugin") == set(ROOMS)
