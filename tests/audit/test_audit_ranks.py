"""Ranks are exact; what is said of all entries can be refuted only, of some shown only."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest
import sympy
from audit_entries import entry, part, reported

from evoproof.refute.rank import OPPOSITE, RELATIONS, rank

PRODUCT = 'left = "sum(V[c, d]*O[d, n] for d in range(D))"'
LETTERS = 'sizes = "C, N, D"\ntensors = "V[C, D], O[D, N]"\nfree = "c < C, n < N"\n'


def ranked(tmp_path, quantifier: str, right: str, given: str = "") -> str:
    condition = f'given = ["{given}"]\n' if given else ""
    text = f'{quantifier}\n{PRODUCT}\nright = "{right}"\n{LETTERS}{condition}'
    (report,) = reported(tmp_path, entry('expect = "true"', part("printed", text)))
    return report.verdict


@pytest.mark.parametrize("quantifier, right, given, found", [
    ('some_rank = "=="', "D", "D >= 2", "true"),
    ('some_rank = ">"', "D", "", "unknown"),
    ('every_rank = "<"', "D", "D >= 1", "false"),
    ('every_rank = "<="', "D", "", "unknown"),
    ('every_rank = "<="', "1", "", "false"),
    ('some_rank = "=="', "min(C, N) + 1", "", "unknown"),
])  # fmt: skip
def test_ranks_of_a_product(tmp_path, quantifier, right, given, found):
    assert ranked(tmp_path, quantifier, right, given) == found


@pytest.mark.parametrize("right, given", [("D + c", ""), ("D", "c < 1"), ("n", "n >= 1")])
def test_a_rank_is_compared_with_one_number_under_conditions_on_sizes(tmp_path, right, given):
    """The witness would be about one row, and the rank is about all of them."""
    assert ranked(tmp_path, 'some_rank = "<="', right, given) == "unknown"


def test_a_witness_is_shown(tmp_path):
    text = f'some_rank = "=="\n{PRODUCT}\nright = "2"\n{LETTERS}'
    (report,) = reported(tmp_path, entry('expect = "true"', part("printed", text)))
    found = report.printed[0].found
    assert found is not None
    assert (found.left, found.right) == ("2", "2")
    matrices = [sympy.Matrix(found.tensors[name]) for name in ("V", "O")]
    assert (matrices[0] * matrices[1]).rank() == 2


def test_an_exponential_has_no_exact_rank(tmp_path):
    letters = LETTERS.replace("V[C, D]", "V[C, N]")
    text = f'some_rank = "=="\nleft = "exp(V[c, n])"\nright = "1"\n{letters}'
    (report,) = reported(tmp_path, entry('expect = "true"', part("printed", text)))
    assert (report.verdict, "no exp" in str(report.reason)) == ("unknown", True)


@pytest.mark.parametrize("seed", range(30))
def test_elimination_against_sympy(seed):
    random = Random(seed)
    rows, columns = random.randrange(1, 6), random.randrange(1, 6)
    inner = random.randrange(0, 5)

    def some(n: int, m: int) -> sympy.Matrix:
        return sympy.Matrix(n, m, lambda *_: sympy.Rational(random.randrange(-4, 5), 3))

    product = some(rows, inner) * some(inner, columns)
    matrix = [[Fraction(int(x.p), int(x.q)) for x in product.row(r)] for r in range(rows)]
    assert rank(matrix) == product.rank(), f"seed {seed}"


def test_every_relation_has_its_opposite():
    for name, relation in RELATIONS.items():
        for pair in ((1, 2), (2, 1), (1, 1)):
            assert relation(*pair) is not RELATIONS[OPPOSITE[name]](*pair)
