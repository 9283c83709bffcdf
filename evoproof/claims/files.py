"""Claims files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from evoproof.claims.errors import ClaimError, FileError
from evoproof.claims.names import near
from evoproof.claims.syntax import Claim
from evoproof.claims.table import claim_in

LARGEST_FILE = 1_000_000

_HEADER = re.compile(r"[ \t]*\[\[[ \t]*(?:claim|\"claim\"|'claim')[ \t]*\]\]")


def read_file(path: str | Path) -> list[Claim | ClaimError]:
    """The file's claims in their order; one that cannot be read is its error, and no more.

    Raises FileError where no claim can be told from the next.
    """
    file = str(path)
    text = _text(file)
    tables = _tables(file, text)
    lines = _lines(text, len(tables))
    found: list[Claim | ClaimError] = []
    taken: dict[str, str] = {}
    for number, (table, line) in enumerate(zip(tables, lines, strict=True), 1):
        found.append(_entry(table, number, line, file, taken))
    return found


def _entry(
    table: object, number: int, line: int, file: str, taken: dict[str, str]
) -> Claim | ClaimError:
    try:
        return replace(claim_in(table, number, line, taken), file=file, line=line)
    except ClaimError as error:
        return error.within(_called(table, number), file, line)


def _called(table: object, number: int) -> str:
    name = table.get("name") if isinstance(table, dict) else None
    return name if isinstance(name, str) and name.isprintable() and name else f"claim {number}"


def _text(file: str) -> str:
    try:
        with open(file, "rb") as handle:
            data = handle.read(LARGEST_FILE + 1)
            size = handle.seek(0, 2) if len(data) > LARGEST_FILE and handle.seekable() else 0
    except (OSError, ValueError) as error:
        raise FileError(file, _cause(error)) from None
    if len(data) > LARGEST_FILE:
        found = f"{size:,} bytes" if size else "more bytes"
        raise FileError(file, f"a claims file has at most {LARGEST_FILE:,} bytes, this has {found}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(file, f"not UTF-8: byte {error.start + 1} begins no character") from None


def _cause(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return f"cannot be read: {error}"


def _tables(file: str, text: str) -> list[object]:
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise FileError(file, "no claims file: nested too deeply") from None
    except ValueError as error:
        raise FileError(file, f"not TOML: {error}") from None
    for key in document:
        if key != "claim":
            hint = near(key, ["claim"]) or "every entry is a [[claim]]"
            raise FileError(file, f"unknown entry {key[:100]!a}: {hint}")
    tables: Any = document.get("claim", [])
    if not isinstance(tables, list):
        raise FileError(file, "claim is one table: begin each claim with [[claim]]")
    return tables


def _lines(text: str, count: int) -> Iterator[int] | list[int]:
    """The lines of the [[claim]] headers; 0 for each where they cannot be told for certain."""
    rows = text.replace("\r\n", "\n").split("\n")
    found = [number for number, row in enumerate(rows, 1) if _HEADER.match(row)]
    return found if len(found) == count else [0] * count
