"""What is printed of whole files of claims is the same, byte by byte, for every hash seed."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
sys.path.insert(0, str(TESTS / "cli"))

from cli_running import shell

SECONDS = re.compile(rb'"seconds": [0-9.e-]+')
FILES = ["refute/peers.toml", "claims/clamp.toml", "claims/functions.toml"]


def printed(file: str, seed: str) -> bytes:
    """The JSON but for the seconds."""
    out = shell("check", "--json", file, folder=TESTS, PYTHONHASHSEED=seed)
    assert out.stderr == b""
    masked, times = SECONDS.subn(b'"seconds": 0', out.stdout)
    assert times >= 10
    return masked


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES)
def test_the_hash_seed_changes_no_byte(file: str) -> None:
    assert printed(file, "1") == printed(file, "20250117")
