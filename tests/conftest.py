"""What tests of several rooms share: evoproof as a user has it installed."""

from __future__ import annotations

import fcntl
import gc
import os
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent


def pytest_collection_finish() -> None:
    """What is loaded by now stays, and the rest is large: the garbage collector walks it less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel of this checkout, what it requires, and pytest: no torch."""

    folder: Path

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def python(self) -> Path:
        return self.bin / "python"

    @property
    def site(self) -> Path:
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    def run(
        self, *arguments: str, cwd: Path, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Its Python with these arguments, such as "-m", "pytest"; nothing of ours leaks in."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PY")}
        return subprocess.run(
            [str(self.python), *arguments],
            cwd=cwd,
            env={**kept, "PYTHONIOENCODING": "utf-8", **environment},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="session")
def installed_wheel(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel of this checkout, installed in an environment of its own, once for all workers.

    `.python` and `.bin` (with the script `evoproof`) are paths; `.run("-m", "pytest", cwd=folder)`
    runs its Python. It has no pip and needs no network: what the wheel requires, and pytest, are
    links to what is installed here. Anything else, torch too, cannot be imported there.
    """
    pytest.importorskip("hatchling")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with _alone(shared / "installed_wheel.lock"):
        made = Installed(shared / "installed_wheel")
        if not made.folder.exists():
            _install(made)
    return made


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process at a time; the lock ends with the process that holds it."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _install(made: Installed) -> None:
    venv.create(made.folder, symlinks=True)
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made.folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = made.folder.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "--python", str(made.python), "install", "--no-index"]
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)
    (ours,) = distributions(path=[str(made.site)])
    for one in _needed([*_requires(ours), "pytest"]):
        _link(one, made.site)


def _needed(names: Iterable[str]) -> Iterable[Distribution]:
    """What is installed here of these names, and what that requires."""
    found: dict[str, Distribution] = {}
    todo = list(names)
    while todo:
        name = canonicalize_name(todo.pop())
        if name not in found:
            found[name] = distribution(name)
            todo += _requires(found[name])
    return found.values()


def _requires(one: Distribution) -> list[str]:
    """The names of what it requires here, without its extras."""
    wanted = [Requirement(text) for text in one.requires or ()]
    return [it.name for it in wanted if it.marker is None or it.marker.evaluate({"extra": ""})]


def _link(one: Distribution, site: Path) -> None:
    """Its packages and modules, by the first part of every file's path; scripts are left out."""
    tops = {file.parts[0] for file in one.files or ()} - {"..", "__pycache__"}
    for top in tops:
        (site / top).symlink_to(Path(str(one.locate_file(top))))
