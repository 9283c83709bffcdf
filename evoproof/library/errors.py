"""What can be wrong with a derivation file or with its name, each in one message."""

from __future__ import annotations

from evoproof.errors import EvoproofError


class LibraryError(EvoproofError):
    """A derivation that cannot be found, read or run. `file` is the file that is to blame."""

    def __init__(self, message: str, file: str = "") -> None:
        super().__init__(message)
        self.file = file


class UnknownName(LibraryError):
    """No derivation has this name."""

    def __init__(self, name: str, close: list[str]) -> None:
        hint = f"; did you mean {', '.join(close)}?" if close else ""
        super().__init__(f"no derivation is called {name}{hint} (see: evoproof list)")
        self.name = name
        self.close = close
