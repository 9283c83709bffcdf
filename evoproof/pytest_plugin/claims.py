"""Claims files: read without the kernel, which is loaded when the first claim is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from evoproof.claims.errors import ClaimError, FileError
from evoproof.claims.files import read_file
from evoproof.claims.names import CLAIM_NAME
from evoproof.claims.syntax import Claim
from evoproof.pytest_plugin.outcomes import GateItem, Surprise, shown

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


class ClaimsFile(pytest.File):
    """A claims file: an item for each of its claims, those that cannot be read too."""

    def collect(self) -> Iterator[GateItem]:
        """The items. Raises CollectError for a file of which no claim can be read."""
        file = str(shown(self.path))
        try:
            found = read_file(file)
        except FileError as error:
            raise self.CollectError(_unreadable(error)) from None
        if not found:
            raise self.CollectError(f"{file}: nothing to check\nwrite a [[claim]], or remove it")
        names = {one.name for one in found if isinstance(one, Claim)}
        for number, one in enumerate(found, 1):
            if isinstance(one, Claim):
                yield ClaimItem.from_parent(self, name=one.name, claim=one)
            else:
                name = _name(one, number, names)
                names.add(name)
                yield UnreadableClaim.from_parent(self, name=name, error=one)


class ClaimItem(GateItem):
    """A claim: it passes with the verdict that is expected."""

    def __init__(self, *, claim: Claim, **given: Any) -> None:
        super().__init__(line=claim.line, **given)
        self.claim = claim

    def runtest(self) -> None:
        """Judge the claim."""
        from evoproof.judge.judge import judge

        claim = self.claim
        where = f"{claim.file}:{claim.line}" if claim.line else claim.file
        reason = claim.why or claim.title or f"expected to be {claim.expect}"
        self.conclude(where, judge(claim), reason)


class UnreadableClaim(GateItem):
    """A claim that cannot be read: it fails; the other claims of its file are judged."""

    def __init__(self, *, error: ClaimError, **given: Any) -> None:
        super().__init__(line=error.line, **given)
        self.error = error

    def runtest(self) -> None:
        """Say what is wrong with its text."""
        first, *_ = str(self.error).splitlines()
        where, _, what = first.partition(": ")
        raise Surprise(where, what, self.error.hint)


def _name(error: ClaimError, number: int, taken: set[str]) -> str:
    """The claim's own name, where it has one that is not taken."""
    own = CLAIM_NAME.fullmatch(error.claim) and error.claim not in taken
    return error.claim if own else f"claim {number}"


def _unreadable(error: FileError) -> str:
    found = _AT_LINE.search(error.message)
    place = f"{error.file}:{found.group(1)}" if found else error.file
    return f"{place}: {error.message}\nno claim of this file is judged"
