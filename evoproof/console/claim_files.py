"""Claims files: read as a whole before anything is judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from evoproof.claims.errors import ClaimError, FileError
from evoproof.claims.files import read_file
from evoproof.claims.syntax import Claim
from evoproof.judge.report import ClaimReport, unreadable
from evoproof.library.catalogue import Choice

Entry: TypeAlias = Claim | ClaimReport
"""A claim, or the report on what could not be read as one."""


def entries(choice: Choice, wanted: Callable[[str], bool] = bool) -> tuple[Entry, ...]:
    """What stands in the file under names that are wanted, in its order."""
    try:
        found = read_file(choice.file)
    except FileError as error:
        return (unreadable(error),)
    made = [unreadable(one) if isinstance(one, ClaimError) else one for one in found]
    return tuple(one for one in made if wanted(one.name))
