"""The corpus of claims is labelled rightly, says an evaluator that shares nothing with the product.

A wrong label would make a wrong prover look right, so each case is tried on many instances.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from claims_names import faults
from claims_oracle import BUDGET, TRIES, judge, verdict

FOLDER = Path(__file__).parent.parent / "claims"
FILES = sorted(FOLDER.glob("*.toml"))
SEED = 20250117
FIELDS = {
    "name", "title", "sizes", "integers", "scalars", "functions", "tensors", "padded", "free",
    "given", "let", "left", "right", "expect",
}  # fmt: skip


def read(file: Path) -> list[dict[str, Any]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))["claim"]


def expected(raw: dict[str, Any]) -> str:
    return raw.get("expect", "proved")


CASES = [(file, raw) for file in FILES for raw in read(file)]
EACH = pytest.mark.parametrize(
    "raw", [pytest.param(raw, id=f"{file.stem}:{raw['name']}") for file, raw in CASES]
)


@pytest.mark.slow
@EACH
def test_label_is_right(raw):
    tally = judge(raw, SEED)
    if verdict(tally) == "proved" != expected(raw):  # a witness may be rare: look longer
        tally = judge(raw, SEED, 20 * BUDGET, 20 * TRIES)
    assert verdict(tally) == expected(raw), f"seed {SEED}: {tally}"


@EACH
def test_names_are_declared_once_and_nothing_is_hidden(raw):
    assert faults(raw) == []
    assert raw.keys() <= FIELDS


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_claim_has_a_source_above_it(file: Path):
    lines = file.read_text(encoding="utf-8").splitlines()
    starts = [place for place, line in enumerate(lines) if line == "[[claim]]"]
    assert len(starts) == len(read(file))
    assert [lines[place] for place in starts if not lines[place - 1].startswith("# ")] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_names_of_claims_are_unique(file: Path):
    names = Counter(raw["name"] for raw in read(file))
    assert [name for name, times in names.items() if times > 1] == []


def test_corpus_has_every_verdict():
    counts = Counter(expected(raw) for _, raw in CASES)
    assert counts["proved"] >= 125
    assert counts["refuted"] >= 35
    assert counts["ill-formed"] >= 12
    assert counts["vacuous"] >= 5


def claim(left: str, right: str, **fields: Any) -> dict[str, Any]:
    return {"sizes": "N", "tensors": "A[N], B[N]", "left": left, "right": right, **fields}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (claim("sum(A[i] for i in range(N))", "sum(A[N - 1 - i] for i in range(N))"), "proved"),
        (claim("sum(A[i] for i in range(N))", "sum(B[i] for i in range(N))"), "refuted"),
        (claim("sum(A[i] for i in range(N + 1))", "0"), "ill-formed"),
        (claim("0*A[i]", "0", free="i < N + 1"), "ill-formed"),
        (claim("A[i]", "A[i]", free="i < N + 1", padded="A"), "proved"),
        (claim("A[i]", "A[i] if i > 0 else 0", free="i < N", padded="A"), "refuted"),
        (claim("max(A[i] for i in range(N))", "0"), "ill-formed"),
        (claim("N//N", "1", given=["N > 0"]), "proved"),
        (claim("N//N", "1"), "ill-formed"),
        (claim("A[i]/A[i]", "1", free="i < N"), "refuted"),
        (claim("A[i]/0", "0", free="i < N"), "proved"),
        (claim("exp(1)", "2"), "refuted"),
        (claim("exp(A[i])", "exp(A[i])**2", free="i < N"), "refuted"),
        (claim("0", "1", given=["N < 0"]), "vacuous"),
        (claim("0", "1", given=["N >= 1", "N < N"]), "vacuous"),
        (claim("Y[1]", "Y[0] + 1", let=["Y[n] = sum(n for i in range(N)) + n*(1 - N)"]), "proved"),
    ],
)  # fmt: skip
def test_the_checker_itself(raw, said):
    tally = judge(raw, SEED)
    assert verdict(tally) == said, tally


def test_names_that_hide_or_are_unknown_are_seen():
    hidden = claim("sum(sum(A[i] for i in range(N)) for i in range(N))", "0")
    assert faults(hidden) == ["i may not be declared here"]
    assert faults(claim("sum(A[i] for i in range(K))", "0")) == ["K is not declared"]
    assert faults(claim("A[i]", "0", let=["Y[n] = A[i]"], free="i < N")) == ["i is not declared"]
