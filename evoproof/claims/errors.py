"""What can be wrong with a claims file and with a claim, each in one message with its place."""

from __future__ import annotations

from evoproof.claims.excerpt import excerpt, place
from evoproof.claims.syntax import NOWHERE, Position
from evoproof.errors import EvoproofError


class FileError(EvoproofError):
    """A claims file of which no claim can be read: missing, too large, no TOML, no claims file."""

    def __init__(self, file: str, message: str = "") -> None:
        super().__init__(file, message)
        self.file = file
        self.message = message

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


class ClaimError(EvoproofError):
    """A claim that cannot be read.

    `message` says what was found and `hint` what would do. `at` holds the field and the columns,
    `text` is the field's whole text. `claim` is the claim's name, or "claim 3" if it has none, and
    `line` the line of the file where the claim begins (0: not known).
    """

    def __init__(
        self, message: str, *, hint: str = "", at: Position = NOWHERE, text: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.at = at
        self.text = text
        self.claim = ""
        self.file = ""
        self.line = 0

    @property
    def field(self) -> str:
        return self.at.field

    def within(self, claim: str, file: str = "", line: int = 0) -> ClaimError:
        """The same error, knowing its claim and file."""
        self.claim, self.file, self.line = claim, file, line
        return self

    def __str__(self) -> str:
        parts = [self._file(), self._claim(), place(self.at, self.text), self.message]
        lines = [": ".join(part for part in parts if part)]
        lines += excerpt(self.at, self.text)
        return "\n".join([*lines, f"  {self.hint}"] if self.hint else lines)

    def _file(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def _claim(self) -> str:
        numbered = not self.claim or " " in self.claim
        return self.claim if numbered else f'claim "{self.claim}"'
