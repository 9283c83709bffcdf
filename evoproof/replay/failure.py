"""The two ways in which a record is turned down."""

from __future__ import annotations

from evoproof.errors import EvoproofError


class ReplayError(EvoproofError):
    """The record is not a proof: `where` in it and `what` is wrong there."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


class Refusal(Exception):
    """A step, an expression or a term is not as it must be; the caller knows where it stands."""


def refuse_unless(holds: bool, what: str) -> None:
    """Raise Refusal(what) where a requirement does not hold."""
    if not holds:
        raise Refusal(what)
