"""Theorems whose records the checker's tests read: the prover's, and one for each kernel rule."""

from __future__ import annotations

from evoproof.kernel.build import (
    access,
    add,
    at_least,
    between,
    bracket,
    conditions,
    equal,
    exp,
    integer,
    mul,
    number,
    reciprocal,
    sum_over,
    tensor,
)
from evoproof.kernel.poly import Floor, Poly, floor, poly
from evoproof.kernel.terms import Add, Apply, Cond, Divides, Int, Max, Mul, Sum, Tensor, Term
from evoproof.kernel.theorem import RULES, Theorem
from evoproof.prover import prove

l, H, W, D, E, N, P, K = (poly(name) for name in ["l", "H", "W", "D", "E", "N", "P", "K"])
i, j, m, a, b, c, u, v, k, p, q, n, x, y = (
    poly(name) for name in ["i", "j", "m", "a", "b", "c", "u", "v", "k", "p", "q", "n", "x", "y"]
)
ZERO, ONE = number(0), number(1)


def total(names: str, body: Term, *ranges: tuple[Poly | int, Poly | int, Poly | int]) -> Sum:
    """The sum over names with lo <= e <= hi for every range (lo, e, hi)."""
    conds = [cond for low, expr, high in ranges for cond in between(low, expr, high)]
    return sum_over(names.split(), conds, body)


def proved(left: Term, right: Term, given: tuple[Cond, ...] = ()) -> Theorem:
    outcome = prove(left, right, given)
    if outcome.theorem is None:
        raise RuntimeError(outcome.reason)
    return outcome.theorem


def sizes(*which: Poly) -> list[Cond]:
    return [at_least(size, 0) for size in which]


def convolution() -> Theorem:
    """A convolution is the same with a and b counted from the other end."""
    image, kernel = tensor("X", H, W, D, padded=True), tensor("W", l + l + 1, l + l + 1, D, E)
    left = total(
        "a b c",
        mul(access(kernel, l - a, l - b, c, m), access(image, i - a, j - b, c)),
        (-l, a, l), (-l, b, l), (0, c, D - 1),
    )  # fmt: skip
    taps = mul(access(image, i - l + u, j - l + v, c), access(kernel, u, v, c, m))
    right = total("c", total("u v", taps, (0, u, l * 2), (0, v, l * 2)), (0, c, D - 1))
    given = between(0, i, H - 1) + between(0, j, W - 1) + sizes(l, H, W, D, E)
    return proved(left, right, conditions(given))


def shift_invariance() -> Theorem:
    """A softmax does not change when a constant is subtracted from every score."""
    score, shift = tensor("S", N), tensor("c")

    def softmax(moved: bool) -> Term:
        def weight(at: Poly) -> Term:
            minus = mul(number(-1), access(shift))
            return exp(add(access(score, at), minus) if moved else access(score, at))

        return mul(weight(i), reciprocal(total("j", weight(j), (0, j, N - 1))))

    return proved(softmax(True), softmax(False))


def softmax_sums_to_one() -> Theorem:
    score = tensor("S", N)
    whole = total("j", exp(access(score, j)), (0, j, N - 1))
    weight = mul(exp(access(score, i)), reciprocal(whole))
    return proved(total("i", weight, (0, i, N - 1)), ONE, (at_least(N, 1),))


def associativity() -> Theorem:
    one, two, three = tensor("A", N, K), tensor("B", K, P), tensor("C", P, D)
    right_first = total("p", mul(access(two, k, p), access(three, p, j)), (0, p, P - 1))
    left_first = total("k", mul(access(one, i, k), access(two, k, p)), (0, k, K - 1))
    return proved(
        total("k", mul(access(one, i, k), right_first), (0, k, K - 1)),
        total("p", mul(left_first, access(three, p, j)), (0, p, P - 1)),
    )


def grouped_index() -> Theorem:
    """Sum over q, d of X[floor((q D + d) / D)] Y[d]: the floor is q."""
    image, other, d = tensor("X", P), tensor("Y", D), poly("d")
    ranges = ((0, q, P - 1), (0, d, D - 1))
    left = total("q d", mul(access(image, floor(q * D + d, D)), access(other, d)), *ranges)
    right = mul(
        total("q", access(image, q), (0, q, P - 1)), total("d", access(other, d), (0, d, D - 1))
    )
    return proved(left, right, conditions([at_least(D, 1), *sizes(P)]))


def local_attention() -> Theorem:
    """Masked local attention is an evolution whose kernel is a definition."""
    image = tensor("X", H, W, D, padded=True)
    queries, values = tensor("Q", D, K), tensor("V", D, E)

    def score(r: Poly, s: Poly, t: Poly, w: Poly) -> Term:
        one = total("c", mul(access(image, r, s, c), access(queries, c, k)), (0, c, D - 1))
        two = total("c", mul(access(image, t, w, c), access(queries, c, k)), (0, c, D - 1))
        return exp(total("k", mul(one, two), (0, k, K - 1)))

    def weight(r: Poly, s: Poly, t: Poly, w: Poly, low: Poly, high: Poly, sign: int) -> Term:
        rows, columns = r - low + u * sign, s - low + v * sign
        ranges = ((low - l, u, high), (low - l, v, high), (0, rows, H - 1), (0, columns, W - 1))
        below = reciprocal(total("u v", score(r, s, rows, columns), *ranges))
        inside = between(0, t, H - 1) + between(0, w, W - 1)
        return bracket(inside, mul(score(r, s, t, w), below))

    seen = total("c", mul(access(image, i - a, j - b, c), access(values, c, m)), (0, c, D - 1))
    zero = poly(0)
    left = total("a b", mul(weight(i, j, i - a, j - b, zero, l, -1), seen), (-l, a, l), (-l, b, l))
    x, y = poly("x"), poly("y")
    body = mul(weight(p, q, p - l + x, q - l + y, l, l * 2, 1), access(values, c, m))
    parameters = ("p", "q", "x", "y", "c", "m")
    kernel = Tensor("F", (H, W, l * 2 + 1, l * 2 + 1, D, E), False, (image, l), parameters, body)
    taps = mul(access(image, i - a, j - b, c), access(kernel, i, j, l - a, l - b, c, m))
    right = total("a b c", taps, (-l, a, l), (-l, b, l), (0, c, D - 1))
    given = between(0, i, H - 1) + between(0, j, W - 1) + sizes(l, H, W, D, E, K)
    return proved(left, right, conditions(given))


DERIVATIONS = {
    one.__name__: one
    for one in (
        convolution, shift_invariance, softmax_sums_to_one, associativity, grouped_index,
        local_attention,
    )
}  # fmt: skip

T, X = tensor("T", N), tensor("X", N, padded=True)
ROW = total("x", access(T, x), (0, x, N - 1))
HALF = Floor(n, poly(2))
TWICE = Floor(p * n, p * 2)


def _unpadded(padded: bool) -> Tensor:
    return Tensor("F", (N,), padded, (), ("x",), mul(access(T, x), integer(x)))


def _cited(rule: str, *arguments: object) -> Theorem:
    """The instance of a theorem at work inside a sum."""
    made = RULES[rule](*arguments)
    whole = total("n", made.left, (0, n, N - 1))
    return RULES["congruence"]((), whole, 0, RULES["weaken"](made, whole.conds))


def _unfolded() -> Theorem:
    return RULES["unfold"]((), access(_unpadded(False), n))


EVEN = Divides(2, x)
HERE = total("x y", access(T, x), (0, x, N - 1), (0, y, N - 1))
PAIR = conditions([*between(0, x, N - 1), equal(x, y + 1)])
OVER = conditions([at_least(n * x, y), at_least(P, n * x), *between(0, y, P)])
NESTED = sum_over(["x"], [], sum_over(["y"], OVER, mul(access(T, x), integer(y))))
PARITY = total("x", access(T, x), (0, x, N - 1))
DIVISION = floor(n, poly(2))

AFFINE = add(mul(number(2), access(T, x)), ROW)


def peak(names: str, body: Term, *conds: Cond) -> Max:
    return Max(tuple(names.split()), conditions(conds), body)


WEIGHTS = total("x", exp(access(T, x)), (0, x, N - 1))
SHARE = mul(reciprocal(WEIGHTS), integer(n))
WINDOWS = peak("x y", access(X, x), *between(0, y, N - 1), *between(0, x - y, p - 1))


def _two_maxima() -> Term:
    """max(R, R + n) + max(-n, exp(R)) - exp(R)"""
    low = mul(number(-1), exp(ROW))
    one = Apply("max", (ROW, add(ROW, integer(n))))
    return add(one, Apply("max", (integer(-n), exp(ROW))), low)


def _decided() -> Theorem:
    """max(n, 0) = [n >= 0] n, where n >= 0 and where it is less, inside a sum."""
    high, low = at_least(n, 0), at_least(-1, n)
    left, right = Apply("max", (Int(n), number(0))), bracket([high], Int(n))
    there = RULES["domain"]((high,), right, ())
    value = RULES["transitivity"](there, RULES["everywhere"]((high,), there.right))
    first, second = RULES["lattice"]((high,), left, Int(n)), RULES["lattice"]((low,), left, ZERO)
    nothing = RULES["empty"]((low,), right)
    made = RULES["cases"](
        (at_least(N, n),), high,
        RULES["transitivity"](first, RULES["symmetry"](value)),
        RULES["transitivity"](second, RULES["symmetry"](nothing)),
    )  # fmt: skip
    whole = sum_over(["n"], [at_least(N, n), at_least(n, -N)], left)
    return RULES["congruence"]((), whole, 0, made)


EXAMPLES = {
    "reflexivity": lambda: RULES["reflexivity"]((), ROW),
    "symmetry": lambda: RULES["symmetry"](_unfolded()),
    "transitivity": lambda: RULES["transitivity"](_unfolded(), RULES["symmetry"](_unfolded())),
    "weaken": lambda: RULES["weaken"](
        RULES["index"]((equal(n, 1),), access(T, n), access(T, 1)),
        conditions([at_least(n, 1), at_least(1, n)]),
    ),
    "congruence": lambda: RULES["congruence"]((), mul(ONE, access(_unpadded(True), n)), 1,
        RULES["unfold"]((), access(_unpadded(True), n))),
    "instantiate": lambda: _cited("instantiate", _unfolded(), (("n", p + n), ("N", n * 2))),
    "instantiate_tensor": lambda: _cited("instantiate_tensor", _unfolded(), T, X),
    "ring": lambda: RULES["ring"]((), mul(add(ROW, integer(n)), reciprocal(ROW), ROW),
        add(mul(ROW, reciprocal(ROW), ROW), mul(integer(n), ROW, reciprocal(ROW)))),
    "index": lambda: RULES["index"](
        (at_least(n, p * 2), at_least(p * 2, n)), Int(n - p), integer(p)),
    "floor_value": lambda: RULES["floor_value"](
        conditions(between(p * 2, n, p * 2 + 1)), access(T, DIVISION), HALF, p),
    "floor_cancel": lambda: RULES["floor_cancel"](
        (at_least(p, 1),), access(T, floor(p * n, p * 2)), TWICE, p, HALF),
    "cancel": lambda: RULES["cancel"](
        (at_least(N, 1),),
        total("x", exp(access(T, x)), (0, x, N - 1)),
        ((total("x", exp(access(T, x)), (0, x, N - 1)), (N - 1,)),)),
    "exp_sum": lambda: RULES["exp_sum"]((), exp(Add((ROW, ONE, ROW)))),
    "exp_zero": lambda: RULES["exp_zero"](()),
    "exp_inverse": lambda: RULES["exp_inverse"]((), ROW),
    "unfold": lambda: RULES["unfold"]((), access(_unpadded(True), n * 2)),
    "reindex": lambda: RULES["reindex"](
        (), HERE, ("a", "b"), (a, b - a * n), (x, y + x * n)),
    "flatten": lambda: RULES["flatten"]((at_least(n, 2),), NESTED),
    "scale": lambda: RULES["scale"]((), Mul((integer(n), ROW)), 1),
    "linearity": lambda: RULES["linearity"](
        (), Sum(ROW.names, ROW.conds, add(access(T, x), integer(x)))),
    "domain": lambda: RULES["domain"](
        (), total("x", access(X, x), (-N, x, N * 2)), conditions(between(-n * n, x, N))),
    "split": lambda: RULES["split"]((), PARITY, Divides(3, x + n)),
    "empty": lambda: RULES["empty"]((), total("x", access(X, x), (N, x, N * 2))),
    "everywhere": lambda: RULES["everywhere"]((), bracket((), ROW)),
    "delta": lambda: RULES["delta"]((), sum_over("xy", PAIR, access(T, y)), equal(x, y + 1), "x"),
    "telescope": lambda: RULES["telescope"](
        (), total("x", mul(integer(x * 2 + 1), access(T, n)), (p, x, N)), p, N,
        mul(integer(x * x), access(T, n))),
    "lattice": lambda: RULES["lattice"]((at_least(n, 1),), _two_maxima(), add(ROW, integer(n))),
    "max_affine": lambda: RULES["max_affine"](
        (at_least(N, 1),), peak("x", AFFINE, *between(0, x, N - 1)), number(2), access(T, x),
        ROW, (N - 1,)),
    "max_split": lambda: RULES["max_split"](
        (at_least(N, 2),), peak("x", access(T, x), *between(0, x, N - 1)), at_least(x, 1),
        (N - 1,), (poly(0),)),
    "max_flatten": lambda: RULES["max_flatten"](
        (at_least(n, 1),),
        peak("x", peak("y", access(T, y), *between(0, n * y, n * x)), *between(0, x, N - 1)), (x,),
    ),
    "max_scale": lambda: RULES["max_scale"](
        conditions([at_least(N, 1), at_least(n, 1)]),
        Apply("max", (mul(SHARE, ROW), mul(SHARE, integer(p)))), SHARE, (ROW, integer(p)),
        ((WEIGHTS, (N - 1,)),)),
    "exp_max": lambda: RULES["exp_max"]((), (ROW, integer(n), Apply("max", (ROW, ONE)))),
    "max_square": lambda: RULES["max_square"]((), ROW, integer(n)),
    "max_project": lambda: RULES["max_project"](
        (at_least(p, 1),), WINDOWS, "y",
        conditions([at_least(N, 1), *between(0, x, N + p - 2)]), (x - p + 1, poly(0))),
    "max_single": lambda: RULES["max_single"]((), peak("", ROW, at_least(n, 2))),
    "max_zero": lambda: RULES["max_zero"]((), peak("x y", number(0), at_least(x, y))),
    "cases": _decided,
    "replace_equal": lambda: RULES["replace_equal"](
        (at_least(n, p * 2), at_least(p * 2, n)), access(T, n), access(T, p * 2), "n", p * 2,
        RULES["reflexivity"]((at_least(p * 2, p + p),), access(T, p * 2))),
}  # fmt: skip
"""One theorem whose record exercises the rule."""
