"""Which files are ours: those that `evoproof_files` names, and nobody else's then."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from evoproof.pytest_plugin.setup import FILES

Collectors = list[pytest.Collector]


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, Collectors, Collectors]:
    """Our own collector for a file of ours, in place of the test module that pytest may see."""
    found = yield
    if file_path not in parent.config.stash[FILES]:
        return found
    others = [one for one in found if not isinstance(one, pytest.Module)]
    return [_file(file_path, parent), *others]


def _file(path: Path, parent: pytest.Collector) -> pytest.File:
    if path.suffix == ".toml":
        from evoproof.pytest_plugin.claims import ClaimsFile

        return ClaimsFile.from_parent(parent, path=path)
    from evoproof.pytest_plugin.derivations import DerivationsFile

    return DerivationsFile.from_parent(parent, path=path)
