"""A repository of somebody else's, in the folder of a test."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty one, in which the test runs.

    Not pytest's `pytester`: it unloads what a test has imported, and torch cannot be loaded twice.
    """
    monkeypatch.chdir(tmp_path)
    return tmp_path
