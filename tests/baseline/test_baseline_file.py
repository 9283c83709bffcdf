"""A baseline that cannot be read is an error that names the file, never an empty one."""

from __future__ import annotations

import pytest

from evoproof.baseline import file as baseline_file
from evoproof.baseline.file import BaselineError, read, write
from evoproof.baseline.known import Known

ROW = '{"known": "proved", "statement": "0123456789abcdef"}'


def whole(results: str) -> str:
    return f'{{"schema": 1, "results": {results}}}'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "an object is wanted"),
        ("{}", "schema 1"),
        ('{"schema": 2, "results": {}}', "not 2"),
        ('{"schema": true, "results": {}}', "not True"),
        ('{"schema": 1}', '"schema" and "results"'),
        ('{"schema": 1, "results": {}, "more": 1}', '"schema" and "results"'),
        ('{"schema": 1, "results": []}', '"schema" and "results"'),
        (whole(f'{{"a::b": {ROW}, "a::b": {ROW}}}'), "'a::b' stands there twice"),
        (whole(f'{{"a": {ROW}}}'), "is no key"),
        (whole(f'{{"a::\\n::error::b": {ROW}}}'), "is no key"),
        (whole('{"a::b": 1}'), "'a::b'"),
        (whole('{"a::b": {"known": "proved"}}'), "'a::b'"),
        (whole('{"a::b": {"known": "proved", "statement": "x"}}'), "'a::b'"),
        (whole('{"a::b": {"known": 1, "statement": "0123456789abcdef"}}'), "'a::b'"),
        (whole(f'{{"a::b": {ROW[:-1]}, "steps": ["named", 1]}}}}'), "'a::b'"),
        (whole(f'{{"a::b": {ROW[:-1]}, "steps": "named"}}}}'), "'a::b'"),
        (whole(f'{{"a::b": {ROW[:-1]}, "stops": []}}}}'), "'a::b'"),
    ],
)
def test_no_baseline(tmp_path, text, said):
    file = tmp_path / "baseline.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError) as refused:
        read(file)
    assert str(refused.value).startswith(f"{file}: ")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_no_file_no_text_and_too_large_a_file(tmp_path, monkeypatch):
    with pytest.raises(BaselineError, match="No such file"):
        read(tmp_path / "none.json")
    with pytest.raises(BaselineError, match="cannot be read"):
        read(tmp_path)
    (tmp_path / "bytes.json").write_bytes(b"\xff")
    with pytest.raises(BaselineError, match="not UTF-8"):
        read(tmp_path / "bytes.json")
    monkeypatch.setattr(baseline_file, "LARGEST_FILE", 3)
    (tmp_path / "large.json").write_text("    ")
    with pytest.raises(BaselineError, match="at most"):
        read(tmp_path / "large.json")


def test_where_nothing_can_be_written(tmp_path):
    with pytest.raises(BaselineError, match="cannot be written"):
        write(tmp_path / "no" / "folder.json", {"a::b": Known("proved", "0" * 16)})
