"""Lines of derivations as texts of the claims language, and back."""

from __future__ import annotations

import pytest
from teach_kit import SMALL, derivation

from evoproof.calc import Derivation
from evoproof.claims.errors import ClaimError
from evoproof.kernel.build import conditions, number, sum_over
from evoproof.kernel.poly import poly
from evoproof.kernel.terms import Apply, Ge, Sum
from evoproof.library.catalogue import choose
from evoproof.library.loading import load
from evoproof.teach.declarations import Declarations, Spoken
from evoproof.teach.setting import Setting
from evoproof.teach.terms import Terms
from evoproof.teach.trees import NotSayable, Trees, plain

OVER = Declarations(sizes="N, M", tensors="A[N, M], x[M], F[N]", free="i < N",
                    let=("F[j] = sum(A[j, k] * x[k] for k in range(M))",))  # fmt: skip


def read_back(one: Derivation) -> list[bool]:
    """For each line, whether its text stands for the very same term."""
    spoken = Spoken(one)
    setting = Setting(spoken.declarations)
    tensors = {named.name: kernel for kernel, named in spoken.tensors.items()}
    reader = Terms(setting.letters, {named: tensors[named.name] for named in setting.tensors})
    pairs = zip(spoken.lines, one.lines, strict=True)
    return [reader.term(setting.tree(said)) is line.term for said, line in pairs]


@pytest.mark.parametrize("name", SMALL)
def test_a_line_is_read_back_as_the_term_that_it_was(name):
    assert all(read_back(derivation(name)))


@pytest.mark.slow
def test_every_line_of_every_derivation_is_read_back():
    failed = [one.name for choice in choose([]) for one in load(choice) if not all(read_back(one))]
    assert failed == []


@pytest.mark.parametrize("name", [*SMALL, "shared_kernel", "attention_scores"])
def test_what_holds_of_the_letters_is_what_the_claim_says(name):
    """Also where a definition speaks of a free index, which becomes an integer."""
    one = derivation(name)
    assert set(Setting(Spoken(one).declarations).hypotheses) == set(one.claim.hypotheses)


def test_two_tensors_of_one_name_get_two_names():
    spoken = Spoken(derivation("absorption"))
    names = [one.name for one in spoken.tensors.values()]
    assert {"Ev", "Ev_2"} <= set(names)
    assert len(set(names)) == len(names)


def test_a_name_of_the_language_is_left_to_the_language():
    assert plain("sum", frozenset()) == "sum_2"
    assert plain("lambda", frozenset()) == "lambda_2"
    assert plain("a'", frozenset({"a"})) == "a_2"


def test_one_sum_over_two_indices_is_not_a_sum_of_sums():
    """A reason that does not name the exchange of sums must tell them apart."""
    setting = Setting(OVER)
    flat = setting.line("sum(A[j, k] for j in range(N) for k in range(M))").term
    nested = setting.line("sum(sum(A[j, k] for k in range(M)) for j in range(N))").term
    assert flat is not nested
    assert isinstance(flat, Sum) and flat.names == ("j", "k")


def test_signs_and_quotients_keep_their_shape():
    setting = Setting(OVER)
    whole = setting.line("x[0] - 2 * x[1] / exp(x[2]) - 1 / 2 * x[3]").term
    assert [type(one).__name__ for one in whole.args] == ["Access", "Mul", "Mul"]
    assert whole.args[1].args[0] is number(-2)
    assert str(whole.args[2].args[0].value) == "-1/2"


def test_what_has_no_words_is_refused():
    letters: dict[str, object] = {}
    unbounded = sum_over(["a"], conditions([Ge(poly("a"))]), number(1))
    several = Apply("phi", (number(1), number(2)))
    for term in (unbounded, several):
        with pytest.raises(NotSayable):
            Trees(letters, {}, frozenset()).term(term)


def test_a_closed_definition_is_a_tensor_and_an_open_one_is_its_body():
    setting = Setting(OVER)
    line = setting.line("F[i]")
    assert line.term.tensor.body is not None
    assert type(line.opened).__name__ == "Reduce"


def test_a_padded_definition_is_cropped_where_it_is_open():
    padded = Declarations(
        sizes="N", tensors="x[N], F[N]", padded="F", free="i < N", let=("F[j] = x[j] * x[j]",)
    )
    assert type(Setting(padded).line("F[i]").opened).__name__ == "Case"


@pytest.mark.parametrize(
    ("let", "said"),
    [
        (("G[j] = x[0]",), "no tensor"),
        (("F[j] = x[0]", "F[j] = x[1]"), "defined twice"),
        (("F[j] = F[j]",), "uses itself"),
        (("F[j, k] = x[0]",), "1 indices"),
        (("F[j] = x[i]",), "free index"),
        (("F[j] = x[missing]",), "unknown name missing"),
        (("F = x[0]",), "indices"),
    ],
)
def test_definitions_are_read_strictly(let, said):
    with pytest.raises(ClaimError, match=said):
        Setting(Declarations(sizes="N, M", tensors="x[M], F[N]", free="i < N", let=let))


def test_a_definition_does_not_see_a_later_one():
    let = ("F[j] = G[j]", "G[j] = x[j]")
    with pytest.raises(ClaimError, match="unknown name G"):
        Setting(Declarations(sizes="N", tensors="x[N], F[N], G[N]", let=let))
