"""Derivation files run: each is a module, and what counts are the derivations that it makes.

A file of the paper's is `evoproof.derivations.NAME`. Any other file is run under a private package
of its folder, so that it reaches its neighbours by `from .lemma import lemma`; `sys.path` is left
alone, and nothing is written beside the file.
"""

from __future__ import annotations

import ast
import linecache
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from hashlib import sha256
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import module_from_spec
from pathlib import Path
from traceback import extract_tb
from types import CodeType, ModuleType

import evoproof
from evoproof.calc import Derivation
from evoproof.derivations import FOLDER
from evoproof.errors import ChainError, LanguageError
from evoproof.library.catalogue import Choice, parse
from evoproof.library.errors import LibraryError

_UNKNOWN = re.compile(r"name '(\w+)'")


def load(choice: Choice) -> tuple[Derivation, ...]:
    """The derivations that were chosen, in the order of the file.

    Raises LibraryError for a file that is no Python, stops with an exception, or has none, and
    for a claims file.
    """
    file = choice.file
    if choice.is_claims:
        raise LibraryError(f"{file}: a claims file (see: evoproof check {file})", str(file))
    tree = parse(file)
    made = _made(_run(file), tree)
    if not made:
        raise LibraryError(f"{file}: no derivation here: name = prove(claim, ...)", str(file))
    return tuple(one for one in made if choice.name in (None, one.name))


def _made(module: ModuleType, tree: ast.Module) -> list[Derivation]:
    """The derivations that the file assigns, in its order; not those that it imports."""
    targets = (one for node in tree.body if isinstance(node, ast.Assign) for one in node.targets)
    names = dict.fromkeys(one.id for one in targets if isinstance(one, ast.Name))
    found = ((name, vars(module).get(name)) for name in names)
    return [one for name, one in found if isinstance(one, Derivation) and one.name == name]


def _run(file: Path) -> ModuleType:
    with _nothing_written():
        try:
            if file.resolve().parent == FOLDER.resolve():
                return import_module(f"evoproof.derivations.{file.stem}")
            return _private(file.resolve())
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise LibraryError(_told(error, file), str(file)) from error


@contextmanager
def _nothing_written() -> Iterator[None]:
    """No bytecode files beside a user's derivations."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


class _Afresh(SourceFileLoader):
    """Compiles the text that is there now: bytecode of an edit within the same second is stale."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def _private(file: Path) -> ModuleType:
    """The file run as a module of its folder's private package."""
    package = ModuleType(f"_evoproof_{sha256(str(file.parent).encode()).hexdigest()[:12]}")
    package.__path__ = [str(file.parent)]
    _forget(package.__name__)
    sys.modules[package.__name__] = package
    name = f"{package.__name__}.{file.stem.replace('.', '_')}"
    loader = _Afresh(name, str(file))
    spec = ModuleSpec(name, loader, origin=str(file))
    spec.has_location = True
    module = sys.modules[name] = module_from_spec(spec)
    linecache.checkcache(str(file))
    loader.exec_module(module)
    return module


def _forget(package: str) -> None:
    """Drop what an earlier run of a file of this folder has imported."""
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        del sys.modules[name]


def _told(error: BaseException, file: Path) -> str:
    """One line: where in the file, and what; a name that is nearly right is suggested."""
    if isinstance(error, ChainError) and error.where:
        return str(error)
    if isinstance(error, SyntaxError):
        return f"{_shown(error.filename or file)}:{error.lineno}: {error.msg}"
    at = f"{file}:{_line(error, file)}" if _line(error, file) else str(file)
    if isinstance(error, ChainError | LanguageError | LibraryError):
        return f"{at}: {error}"
    return f"{at}: {type(error).__name__}: {error}{_suggestion(error)}"


def _line(error: BaseException, file: Path) -> int | None:
    here = str(file.resolve())
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == here]
    return lines[-1] if lines else None


def _shown(file: str | Path) -> str:
    path = Path(file)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _suggestion(error: BaseException) -> str:
    unknown = _UNKNOWN.search(str(error)) if isinstance(error, NameError | ImportError) else None
    close = get_close_matches(unknown.group(1), evoproof.__all__) if unknown else []
    return f"; did you mean {' or '.join(close)}?" if close else ""
