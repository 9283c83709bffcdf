"""The pytest plugin: claims and derivations as test items.

setup.py         the options, and what they rule out
collecting.py    which files are ours
outcomes.py      what an item comes to, in two lines
claims.py        a claims file: an item for each claim
derivations.py   a derivation file: a collector for each derivation, an item for each of its steps

pytest loads this wherever evoproof is installed, so it loads nothing: claims.py and derivations.py
are loaded when a file of theirs is collected.
"""

from evoproof.pytest_plugin.collecting import pytest_collect_file
from evoproof.pytest_plugin.setup import pytest_addoption, pytest_sessionstart

__all__ = ["pytest_addoption", "pytest_collect_file", "pytest_sessionstart"]
