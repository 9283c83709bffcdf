"""The one family of errors: an error carries data, the outer rooms word it."""

from __future__ import annotations


class EvoproofError(Exception):
    """Anything that evoproof reports to its user in one message."""


class MalformedTerm(EvoproofError):
    """A term that the grammar does not allow (see `kernel.terms`)."""


class RuleRefused(EvoproofError):
    """A kernel rule did not accept its arguments; no theorem was made.

    `rule` is the rule's name and `reason` says which clause of "refused when" applied.
    """

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(f"{rule}: {reason}")
        self.rule = rule
        self.reason = reason


class LanguageError(EvoproofError):
    """Something written that is not part of the language.

    `expression` is the part as SymPy prints it; `reason` says what it is and what would do.
    """

    def __init__(self, expression: object, reason: str) -> None:
        super().__init__(f"{expression}: {reason}")
        self.expression = str(expression)
        self.reason = reason


class ChainError(EvoproofError):
    """A derivation that cannot be judged: not a chain, or not the chain of its claim."""

    def __init__(self, message: str, where: str | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where = where


class AuditError(EvoproofError):
    """An entry of the audit that cannot be read: in which file, which entry, and what is wrong."""

    def __init__(self, file: str, entry: str, message: str) -> None:
        super().__init__(": ".join(part for part in (file, entry, message) if part))
        self.file = file
        self.entry = entry
        self.message = message
