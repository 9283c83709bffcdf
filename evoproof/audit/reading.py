"""Entries of the audit from TOML files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evoproof.audit.entry import (
    ASSERTION,
    KINDS,
    NATURAL,
    VERDICTS,
    Derived,
    Entry,
    Formula,
    Identity,
    Part,
    Rank,
    Reading,
)
from evoproof.claims.claim import VERDICTS as CLAIM_VERDICTS
from evoproof.claims.errors import ClaimError
from evoproof.claims.syntax import Claim
from evoproof.claims.table import claim_in
from evoproof.derivations import FOLDER
from evoproof.errors import AuditError
from evoproof.refute.rank import RELATIONS

AUDIT = FOLDER / "audit"

_TEXTS = ("id", "equation", "statement", "kind", "expect", "why", "corrected")
_REQUIRED = ("id", "equation", "statement", "why")
_LISTS = ("conditions", "by")
_PARTS = ("printed", "without", "reading", "proof")
_LETTERS = (
    "sizes", "integers", "scalars", "functions", "tensors", "padded", "free", "given", "let",
)  # fmt: skip
_RANKS = ("every_rank", "some_rank")
_SPECIAL = ("says", "premise", "formula", *_RANKS, "derivation", "expect")


def read_entries(folder: Path = AUDIT) -> tuple[Entry, ...]:
    """The entries of all files of the folder, by id. Raises AuditError."""
    found: dict[str, Entry] = {}
    for file in sorted(folder.glob("*.toml")):
        for entry in _entries(file):
            if entry.id in found:
                raise AuditError(str(file), entry.id, "there is another entry of this id")
            found[entry.id] = entry
    return tuple(found[one] for one in sorted(found))


def _entries(file: Path) -> Iterator[Entry]:
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AuditError(str(file), "", str(error)) from None
    tables = document.get("entry", [])
    if not _are_tables(tables):
        raise AuditError(str(file), "", "begin each entry with [[entry]]")
    for table in tables:
        yield _Reader(str(file), table).entry()
    if extra := document.keys() - {"entry"}:
        raise AuditError(str(file), "", f"unknown table {min(extra)!r}: every one is an [[entry]]")


def _are_tables(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(one, dict) for one in found)


class _Reader:
    """One table; every message names the file and the entry."""

    def __init__(self, file: str, table: Mapping[str, Any]) -> None:
        self.file, self.table = file, table
        self.letters = {key: table[key] for key in _LETTERS if key in table}

    def entry(self) -> Entry:
        self._check_fields()
        kind, parts = self._text("kind") or ASSERTION, {one: self._parts(one) for one in _PARTS}
        expect = self._text("expect") or NATURAL.get(kind, "")
        self._one_of("kind", kind, KINDS)
        self._one_of("expect", expect, VERDICTS)
        return Entry(
            self._text("id"), self._text("equation"), self._text("statement"), kind, expect,
            self._text("why"), self._texts("conditions"), parts["printed"], parts["without"],
            self._readings(parts["reading"]),
            self._text("corrected"), self._texts("by"), parts["proof"], Path(self.file).stem,
        )  # fmt: skip

    def _readings(self, parts: Sequence[Part]) -> tuple[Reading, ...]:
        tables = self.table.get("reading", [])
        expected = [table.get("expect", "proved") for table in tables]
        for one in expected:
            self._one_of("what is expected of a reading", one, CLAIM_VERDICTS)
        return tuple(map(Reading, parts, expected))

    def _check_fields(self) -> None:
        known = (*_TEXTS, *_LISTS, *_PARTS, *_LETTERS)
        for key in self.table:
            self._one_of("a field", key, known)
        for key in _REQUIRED:
            if not self._text(key):
                raise self._error(f"the field {key} is missing")

    def _parts(self, role: str) -> tuple[Part, ...]:
        tables = self.table.get(role, [])
        if not _are_tables(tables):
            raise self._error(f"begin each part with [[entry.{role}]]")
        return tuple(self._part(f"{role}-{number}", one) for number, one in enumerate(tables, 1))

    def _part(self, name: str, table: Mapping[str, Any]) -> Part:
        says, let = str(table.get("says", "")), self._let(table)
        if "derivation" in table:
            return Derived(says, str(table["derivation"]))
        if "formula" in table:
            both = {"left": table["formula"], "right": table["formula"]}
            return Formula(says, self._claim(name, {**table, **both}), let)
        claim = self._claim(name, table)
        for key in _RANKS:
            if key in table:
                self._one_of(key, table[key], tuple(RELATIONS))
                return Rank(says, claim, table[key], key == "every_rank", let)
        return Identity(says, claim, self._premise(name, table), let)

    def _let(self, table: Mapping[str, Any]) -> tuple[str, ...]:
        found = {**self.letters, **table}.get("let", [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            raise self._error("let is a list of texts")
        return tuple(found)

    def _premise(self, name: str, table: Mapping[str, Any]) -> Claim | None:
        if "premise" not in table:
            return None
        left, right = self._pair(table["premise"])
        return self._claim(f"{name}-premise", {**table, "left": left, "right": right})

    def _pair(self, value: object) -> tuple[str, str]:
        match value:
            case [str(left), str(right)]:
                return left, right
        raise self._error('premise = ["LEFT", "RIGHT"] is an equation')

    def _claim(self, name: str, table: Mapping[str, Any]) -> Claim:
        """The part's letters take the place of the entry's."""
        fields = {key: value for key, value in table.items() if key not in _SPECIAL}
        whole = {**self.letters, **fields, "name": f"{self._text('id')}-{name}"}
        whole["expect"] = self._likely(name, table)
        try:
            return claim_in(whole, 1, 0, {})
        except ClaimError as error:
            raise AuditError(self.file, self._text("id"), str(error.within(name))) from None

    def _likely(self, name: str, table: Mapping[str, Any]) -> str:
        """What is looked for first, proof or counterexample; the verdict does not rest on it."""
        if "expect" in table:
            return str(table["expect"])
        fails = self._text("expect") in ("false", "ill-formed")
        wrong = name.startswith("without") or (name.startswith("printed") and fails)
        return "refuted" if wrong and not name.endswith("premise") else "proved"

    def _text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self._error(f"{key} is a text")
        return value

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._error(f"{key} is a list of texts")
        return tuple(value)

    def _one_of(self, what: str, found: object, known: Sequence[str]) -> None:
        if found not in known:
            raise self._error(f"{what} is one of {', '.join(known)}, not {found!r}")

    def _error(self, message: str) -> AuditError:
        return AuditError(self.file, str(self.table.get("id", "")), message)
