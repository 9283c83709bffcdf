"""A derivation judged and made into what its page shows, in whichever process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from evoproof.check.check import check
from evoproof.library.catalogue import Choice
from evoproof.library.errors import LibraryError
from evoproof.library.loading import load
from evoproof.site.chain import view
from evoproof.site.topics import topics
from evoproof.site.view import DerivationView


class InFile(Protocol):
    """A derivation by its name and its file."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> Path: ...


@dataclass(frozen=True)
class Maker:
    """From a derivation in a file to what its page shows, with numbers or without."""

    numbers: bool
    device: str = "auto"
    seed: int = 0
    scale: str = "medium"

    def __call__(self, task: InFile) -> DerivationView:
        """Raises LibraryError where the file makes no such derivation."""
        derivation = next(iter(load(Choice(task.path, task.name))), None)
        if derivation is None:
            raise LibraryError(f"{task.path}: no derivation is called {task.name} here")
        report = check(
            derivation, numbers=self.numbers, device=self.device, seed=self.seed, scale=self.scale
        )
        return view(report, derivation, topics(derivation, task.path))
