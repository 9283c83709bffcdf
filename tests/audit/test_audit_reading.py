"""Entries that cannot be read: the message says which file, which entry and what."""

from __future__ import annotations

import pytest
from audit_entries import FAILS, HOLDS, entry, part

from evoproof.audit.reading import read_entries
from evoproof.errors import AuditError

PRINTED = part("printed", HOLDS)


@pytest.mark.parametrize("text, said", [
    ("[[entry]]\nid = 1", "id is a text"),
    ('[[entry]]\nid = "E01"', "the field equation is missing"),
    (entry('expect = "maybe"', PRINTED), "expect is one of definition, true"),
    (entry(PRINTED), "expect is one of"),
    (entry('kind = "guess"', PRINTED), "kind is one of assertion, definition"),
    (entry('expect = "true"', 'verdict = "true"', PRINTED), "a field is one of"),
    (entry('expect = "true"', 'by = "convolution"', PRINTED), "by is a list of texts"),
    (entry('expect = "true"', part("printed", 'left = "A["\nright = "1"')), "printed-1"),
    (entry('expect = "true"', part("printed", f'{HOLDS}premise = "A"')), "premise = "),
    (entry('expect = "true"', part("printed", f'{HOLDS}some_rank = "~"')), "some_rank is one of"),
    (entry('expect = "true"', part("printed", 'left = "1"')), "right is missing"),
    (entry('expect = "true"', part("reading", f'{FAILS}expect = "false"')), "is no verdict"),
    (entry('expect = "true"', PRINTED) * 2, "another entry of this id"),
    ('[entry]\nid = "E01"', "begin each entry with [[entry]]"),
    ("entry = 3", "begin each entry with [[entry]]"),
    (entry('expect = "true"', f"[entry.printed]\n{HOLDS}"), "each part with [[entry.printed]]"),
    (entry('expect = "true"', 'printed = "A"'), "begin each part with"),
    (entry('expect = "true"', 'let = "Q = A[0]"', PRINTED), "let is a list of texts"),
    (entry('expect = "true"', part("printed", f"{HOLDS}let = [3]")), "let is a list of texts"),
    ("[other]\n", "unknown table 'other'"),
    ("[[entry", "some.toml"),
])  # fmt: skip
def test_what_is_wrong_is_said(tmp_path, text, said):
    (tmp_path / "some.toml").write_text(text, encoding="utf-8")
    with pytest.raises(AuditError, match=r"some\.toml") as error:
        read_entries(tmp_path)
    assert said in str(error.value)


def test_a_part_has_the_letters_of_its_entry_unless_it_has_its_own(tmp_path):
    own = part("printed", f'{HOLDS}sizes = "M"\ntensors = "A[M]"\nfree = "i < M"')
    (tmp_path / "some.toml").write_text(entry('expect = "true"', PRINTED, own), encoding="utf-8")
    (found,) = read_entries(tmp_path)
    names = [[one.name for one in part.claim.variables] for part in found.printed]
    assert names == [["N", "i"], ["M", "i"]]
