"""Everything that the language has not is refused: at its place, with what was found."""

from __future__ import annotations

import pytest
from claims_kit import claim, refusal, spot

from evoproof.claims.errors import ClaimError

LEFT = [
    # names
    ("sum(A[i, Q] * 2 for k in range(K))", "Q", "unknown name Q"),
    ("sums(X[i])", "sums", "did you mean sum?"),
    ("X[i] + Kk", "Kk", "did you mean K?"),
    ("g(w)", "g", "declare it under functions"),
    ("A", "A", "write A[i, j]"),
    ("f", "f", "write f(x)"),
    ("exp", "exp", "use: exp(x)"),
    ("w[1]", "w", "no indices"),
    ("f[1]", "f", "no indices"),
    ("A(1, 2)", "A", "write A[i, j]"),
    ("N(1)", "N", "no function"),
    ("__import__", "__import__", "Python's own"),
    # accesses and calls
    ("A[i]", "A[i]", "A has 2 indices, here stand 1"),
    ("X[i, s]", "X[i, s]", "X has 1 index, here stand 2"),
    ("A[i][s]", "A[i]", "write A[i, j] for A[i][j]"),
    ("X[]", "[]", "brackets without an index"),
    ("X[()]", "X[()]", "here stand 0"),
    ("X[...]", "...", "write every index"),
    ("f(1, 2)", "f(1, 2)", "one argument, not 2"),
    ("f()", "f()", "one argument, not 0"),
    ("f(x=1)", "x=1", "arguments have no names"),
    ("f(*w)", "*w", "starred"),
    ("f(w)(w)", "f(w)", "only a function that has a name"),
    ("w.real", "w.real", "a dot is not part"),
    # kinds
    ("X[w]", "w", "the scalar w is a real number, but an index of X is an integer"),
    ("X[i / 2]", "i / 2", "write m // D"),
    ("X[A[i, i]]", "A[i, i]", "an entry of A is a real number"),
    ("X[exp(1)]", "exp(1)", "exp(...) is a real number"),
    ("X[sum(k for k in range(N))]", "sum(k for k in range(N))", "sum over a range is a real"),
    ("X[max(k for k in range(N))]", "max(k for k in range(N))", "max over a range is a real"),
    ("X[max(i, w)]", "w", "an index of X is an integer"),
    ("X[-w]", "w", "an index of X is an integer"),
    ("X[1 if i < 2 else w]", "w", "an index of X is an integer"),
    ("w % 2", "w", "an operand of % is an integer"),
    ("2 // X[i]", "X[i]", "an operand of // is an integer"),
    ("sum(1 for k in range(w))", "w", "a bound of a range is an integer"),
    ("sum(1 for k in range(0, X[0]))", "X[0]", "a bound of a range is an integer"),
    ("1 if w < 1 else 2", "w", "a side of a comparison is an integer"),
    ("1 if 0 < X[i] < 1 else 2", "X[i]", "a side of a comparison is an integer"),
    # numbers
    ("1.5", "1.5", "write 3/2"),
    ("w * 0.125", "0.125", "write 1/8"),
    ("1e300", "1e300", "a fraction such as 1/2"),
    ("2j", "2j", "complex"),
    ("1000000000000000001", "1000000000000000001", "10**18"),
    ("99999999999999999999", "99999999999999999999", "10**18"),
    ("0xffffffffffffffffffff", "0xffffffffffffffffffff", "10**18"),
    ("True", "True", "not part of the language"),
    ("None", "None", "not part of the language"),
    ("2N", "2", "2*N"),
    # operators
    ("+w", "+w", "leave it out"),
    ("w ** -1", "-1", "a literal integer"),
    ("w ** i", "i", "a literal integer"),
    ("w ** 2.0", "2.0", "a literal integer"),
    ("w ** True", "True", "a literal integer"),
    ("w ** 65", "65", "64 at most"),
    ("1 << 2", "1 << 2", "operator"),
    ("w @ w", "@", "sum(A[i, k]"),
    ("w ^ 2", "^", "x ** 2"),
    ("~i", "~", "not part of the language"),
    ("i & s", "&", "write and"),
    ("i | s", "|", "write or"),
    # conditions and numbers are not each other
    ("i < N", "i < N", "1 if i == j else 0"),
    ("1 + (i < N)", "i < N", "1 if i == j else 0"),
    ("i and s", "i and s", "1 if i == j else 0"),
    ("not i", "not i", "1 if i == j else 0"),
    ("1 if i else 2", "i", "a condition is wanted"),
    ("1 if -i else 2", "-i", "a condition is wanted"),
    ("1 if True else 2", "True", "such as k < N"),
    ("1 if i in N else 2", "i in N", "conditions are built of"),
    ("1 if i is N else 2", "is", "keyword"),
    # ranges
    ("sum(1)", "sum(1)", "sum takes a range"),
    ("sum(w, w)", "sum(w, w)", "sum takes a range"),
    ("max(w)", "max(w)", "two or more values"),
    ("min()", "min()", "two or more values"),
    ("range(N)", "range", "a range stands after for"),
    ("sum((1 for k in range(N)), 2)", "sum((1 for k in range(N)), 2)", "takes a range"),
    ("max(w, (1 for k in range(N)))", "(1 for k in range(N))", "belongs in sum, max or min"),
    ("(1 for k in range(N))", "(1 for k in range(N))", "belongs in sum, max or min"),
    ("sum([1 for k in range(N)])", "sum([1 for k in range(N)])", "takes a range"),
    ("f([1 for k in range(N)])", "[1 for k in range(N)]", "a list"),
    ("sum(1 for k in range(0, N, 2))", "2", "no step"),
    ("sum(1 for k in range())", "range()", "one or two bounds"),
    ("sum(1 for k in range(stop=N))", "range(stop=N)", "runs over a range"),
    ("sum(1 for k in N)", "N", "runs over a range"),
    ("sum(1 for k, l in range(N))", "k, l", "one name"),
    ("sum(1 for X[0] in range(N))", "X[0]", "one name"),
    ("sum(1 for exp in range(N))", "exp", "reserved"),
    ("sum(1 for i in range(N))", "i", "i is a free index already"),
    ("sum(1 for A in range(N))", "A", "A is a tensor"),
    ("sum(1 for k in range(N) for k in range(N))", "k", "k is a bound index already"),
    ("sum(sum(1 for k in range(N)) + k for k in range(N))", "k", "bound index already"),
    ("sum(1 for k in range(k))", "k", "unknown name k"),
    ("sum(1 for k in range(l) for l in range(N))", "l", "unknown name l"),
    ("sum(k for k in range(N)) + k", "k", "unknown name k"),
    # no expression at all
    ("", "", "the text is empty"),
    (" \n ", "", "the text is empty"),
    ("w, w", "w, w", "one expression is wanted"),
    ("(w, w)", "(w, w)", "one expression is wanted"),
    ("[w]", "[w]", "a list"),
    ("(w := 1)", ":", "not part of the language"),
    ("lambda: 1", ":", "not part of the language"),
    ("X[0:1]", ":", "no slices"),
    ("w = 1", "w", "=="),
    ("w w", "w", "not an expression"),
    ("w # scaled", "#", "comments"),
    ("w; w", ";", "one field holds one expression"),
    ("'w'", "'", "no strings"),
    ('f"{w}"', '"', "no strings"),
    ("w \\\n + 1", "\\", "backslash"),
    ("{w}", "{", "no sets"),
    ("w − 1", "−", "write -"),
    ("1 if i ≤ N else 2", "≤", "write <="),
    ("A[i, i", "[", "never closed"),
    ("A(i]", "]", "closes nothing"),
    ("w)", ")", "closes nothing"),
    ("w) + (w", ")", "closes nothing"),
    ("yield w", "yield", "keyword"),
    ("(await w)", "await", "keyword"),
    ("ﬁ", "ﬁ", "write fi"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "place", "message"), LEFT)
def test_what_the_language_has_not_is_refused_at_its_place(left, place, message):
    error = refusal(left=left)
    assert error.field == "left"
    assert spot(error) == place
    assert message in f"{error.message}\n{error.hint}"


FIELDS = [
    ({"sizes": "N, N"}, "sizes", "N", "N is declared twice: it is a size already"),
    ({"sizes": "N, K, A"}, "tensors", "A", "declared twice"),
    ({"sizes": "N K"}, "sizes", "N", "forgot a comma"),
    ({"sizes": "N, 3"}, "sizes", "3", "a name is wanted"),
    ({"sizes": "N, K + 1"}, "sizes", "K + 1", "a name is wanted"),
    ({"scalars": "True"}, "scalars", "True", "reserved"),
    ({"scalars": "sum"}, "scalars", "sum", "reserved"),
    ({"scalars": "lambda"}, "scalars", "lambda", "keyword"),
    ({"scalars": "__w__"}, "scalars", "__w__", "Python's own"),
    ({"functions": "f(x)"}, "functions", "f(x)", "a name is wanted"),
    ({"functions": "exp"}, "functions", "exp", "reserved"),
    ({"tensors": "A"}, "tensors", "A", "under scalars"),
    ({"tensors": "A[]"}, "tensors", "[]", "under scalars"),
    ({"tensors": "A[()]"}, "tensors", "A[()]", "under scalars"),
    ({"tensors": "A[w]"}, "tensors", "w", "a shape's entry is an integer"),
    ({"tensors": "A[N], B[A[0]]"}, "tensors", "A[0]", "a shape's entry is an integer"),
    ({"tensors": "A[i]"}, "tensors", "i", "unknown name i"),
    ({"tensors": "A[N], A[K]"}, "tensors", "A", "declared twice"),
    ({"tensors": "A[N] = 3"}, "tensors", "A", "single ="),
    ({"padded": "Y"}, "padded", "Y", "unknown tensor Y"),
    ({"padded": "w"}, "padded", "w", "w is a scalar, no tensor"),
    ({"padded": "X, X"}, "padded", "X", "listed twice"),
    ({"padded": "X[N]"}, "padded", "X[N]", "a tensor's name"),
    ({"free": "i"}, "free", "i", "write i < N"),
    ({"free": "i <= N"}, "free", "i <= N", "write i < N"),
    ({"free": "0 <= i < N"}, "free", "0 <= i < N", "write i < N"),
    ({"free": "i < N, i < K"}, "free", "i", "declared twice"),
    ({"free": "i < j, j < N"}, "free", "j", "unknown name j"),
    ({"free": "i < w"}, "free", "w", "an extent is an integer"),
    ({"free": "w < N"}, "free", "w", "declared twice"),
    ({"given": ["N"]}, "given 1", "N", "a condition is wanted"),
    ({"given": ["N >= 1", "w < 1"]}, "given 2", "w", "is an integer"),
    ({"given": ["X[0] < 1"]}, "given 1", "X[0]", "is an integer"),
    ({"given": ["N >= 1", "M >= 1"]}, "given 2", "M", "unknown name M"),
    ({"let": ["Q"]}, "let 1", "", "an abbreviation has an ="),
    ({"let": ["Q == 1"]}, "let 1", "", "an abbreviation has an ="),
    ({"let": ["f(x) = 1"]}, "let 1", "f(x)", "before = stands a name"),
    ({"let": ["Q[1] = 1"]}, "let 1", "1", "one name"),
    ({"let": ["Q[a, a] = 1"]}, "let 1", "a", "declared twice"),
    ({"let": ["Q[Q] = 1"]}, "let 1", "Q", "declared twice"),
    ({"let": ["Q[N] = 1"]}, "let 1", "N", "N is declared twice"),
    ({"let": ["Q[()] = 1"]}, "let 1", "Q[()]", "without arguments"),
    ({"let": ["Q = 1", "Q = 2"]}, "let 2", "Q", "declared twice"),
    ({"let": ["i = 1"]}, "let 1", "i", "declared twice"),
    ({"let": ["Q = X[i]"]}, "let 1", "i", "no abbreviation sees"),
    ({"let": ["Q = P", "P = 1"]}, "let 1", "P", "unknown name P"),
    ({"let": ["Q = Q + 1"]}, "let 1", "Q", "uses itself"),
    ({"let": ["Q[a] = Q[a] + 1"]}, "let 1", "Q", "uses itself"),
    ({"let": ["Q = sum(1 for Q in range(N))"]}, "let 1", "Q", "the abbreviation itself"),
    ({"let": ["Q[a] = sum(1 for a in range(N))"]}, "let 1", "a", "an integer already"),
    ({"let": ["Q = 1 = 2"]}, "let 1", "1", "single ="),
    ({"let": ["= 1"]}, "let 1", "", "empty"),
    ({"let": ["Q ="]}, "let 1", "", "empty"),
    ({"let": ["Q = 1", "P[a] = w / a +\n a * R"]}, "let 2", "R", "unknown name R"),
    ({"let": ["Q[a] = X[a]"], "left": "Q"}, "left", "Q", "takes 1 index, not 0"),
    ({"let": ["Q[a] = X[a]"], "left": "Q[i, i]"}, "left", "Q[i, i]", "takes 1 index, not 2"),
    ({"let": ["Q[a] = X[a]"], "left": "Q(i)"}, "left", "Q", "no function"),
    ({"let": ["Q[a] = X[a]"], "left": "X[Q[i]]"}, "left", "Q[i]", "Q is a real number"),
    ({"let": ["Q[a] = X[a]"], "left": "Q[w]"}, "left", "w", "an index of Q is an integer"),
    ({"let": ["Q = 2"], "left": "Q[0]"}, "left", "Q[0]", "takes 0 indices, not 1"),
    ({"let": ["Q = 2"], "left": "sum(1 for Q in range(N))"}, "left", "Q", "already"),
    ({"name": "a b"}, "name", "", "letters, digits"),
    ({"name": ""}, "name", "", "letters, digits"),
    ({"name": "a" * 201}, "name", "", "at most 200"),
    ({"expect": "prove"}, "expect", "", "did you mean proved?"),
    ({"expect": "x"}, "expect", "", "ill-formed"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "place", "message"), FIELDS)
def test_a_wrong_declaration_is_refused_at_its_place(changes, field, place, message):
    error = refusal(**changes)
    assert error.field == field
    assert spot(error) == place
    assert message in f"{error.message}\n{error.hint}"


def test_an_index_may_be_bound_again_after_its_range():
    assert claim(left="sum(X[k] for k in range(N)) * sum(X[k] for k in range(N))")


def test_the_error_points_at_the_inner_of_two_indices_of_one_name():
    written = "sum(sum(1 for k in range(N)) for k in range(N))"
    assert refusal(left=written).at.start == written.index("k")


# The message ----------------------------------------------------------------------------------


def test_the_message_names_the_place_and_shows_it():
    error = refusal(left="sum(A[i, Q] for k in range(K))").within("matmul", "peers.toml", 12)
    head, line, carets, hint = str(error).split("\n")
    assert head == 'peers.toml:12: claim "matmul": left, column 10: unknown name Q'
    assert line[carets.index("^")] == "Q"
    assert carets.strip() == "^"
    assert hint.startswith("  declare it under sizes")
    assert (error.claim, error.file, error.line, error.text[:4]) == (
        "matmul",
        "peers.toml",
        12,
        "sum(",
    )


@pytest.mark.parametrize("before", [0, 30, 60, 500])
@pytest.mark.parametrize("after", [0, 30, 60, 500])
def test_a_long_text_is_shown_around_the_place(before, after):
    written = "w + " * before + "Qq" + " + w" * after
    _, line, carets, _ = str(refusal(left=written)).split("\n")
    assert line[carets.index("^") : carets.rindex("^") + 1] == "Qq"
    assert len(line) <= 4 + 100 + 6
    assert ("..." in line) == (len(written) > 100)


def test_a_text_of_several_lines_shows_the_right_one():
    error = refusal(left="w +\n\tw * \n  Q * 2\n")
    head, line, carets, _ = str(error).split("\n")
    assert head == "left, line 3, column 3: unknown name Q"
    assert line[carets.index("^")] == "Q"


def test_what_cannot_be_seen_is_not_printed():
    message = str(refusal(left="w + \x1b[31m"))
    assert message.replace("\n", "").isprintable()
    assert "U+001B" in message


def test_an_error_without_a_name_speaks_of_the_number():
    assert str(ClaimError("no").within("claim 3", "a.toml")) == "a.toml: claim 3: no"
