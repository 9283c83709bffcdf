"""Mutants of claims that are proved because they are true: each with the reason why it is."""

from __future__ import annotations

INSIDE = "the slice lies in the data: this part of the condition always holds"
UNREAD = "the start lies in the left part: the other branch is never read"
ONE = "the dilation is 1: i // 1 is i, and i % 1 is 0"
ROOM = "an index m < H*D says by itself that D is not 0"
PERIOD = "a multiple of c more or less leaves the remainder"
ALIKE = "one condition for both sides, which are equal without it"

SURVIVORS: dict[str, dict[str, str]] = {
    "T35-slice-inside-the-left-part-of-a-concat": {
        "comparison in left: s + p * i < N1 -> s + p * i <= N1": INSIDE,
        "guard in left: A[s + p * i] if s + p * i < N1 else B[s + p * i - N1] -> A[s + p * i]":
            UNREAD,
        "name in left: N1 -> e": "s + p*i < e <= N1: the slice ends at e",
        "operands in left: s + p * i - N1 -> N1 - (s + p * i)": UNREAD,
        "shape in tensors: B[N2 - 1]": UNREAD,
        "summand in left: s + p * i -> p * i (no. 3)": UNREAD,
        "tensor in left: B[s + p * i - N1] -> A[s + p * i - N1]": UNREAD,
    },
    "T42-slice-lying-wholly-in-the-data": {
        "comparison in left: s + i - l < N -> s + i - l <= N": INSIDE,
        "condition in left: 0 <= s + i - l < N -> 0 <= s + i - l": INSIDE,
        "condition in left: 0 <= s + i - l < N -> s + i - l < N": INSIDE,
        "guard in left: A[s + i - l] if 0 <= s + i - l < N else v -> A[s + i - l]": INSIDE,
        "junction in left: 0 <= s + i - l < N -> 0 <= s + i - l or s + i - l < N": INSIDE,
    },
    "T48-pad-by-0-0-0-is-the-identity": {
        "comparison in left: (i - 0) % (0 + 1) == 0 -> (i - 0) % (0 + 1) <= 0": ONE,
        "comparison in left: (i - 0) // (0 + 1) < N -> (i - 0) // (0 + 1) <= N": INSIDE,
        "condition in left: 0 <= i - 0 and (i - 0) % (0 + 1) == 0 and (i - 0) // (0 +... -> "
        "(i - 0) % (0 + 1) == 0 and (i - 0) // (0 + 1) < N": INSIDE,
        "condition in left: 0 <= i - 0 and (i - 0) % (0 + 1) == 0 and (i - 0) // (0 +... -> "
        "0 <= i - 0 and (i - 0) % (0 + 1) == 0": INSIDE,
        "condition in left: 0 <= i - 0 and (i - 0) % (0 + 1) == 0 and (i - 0) // (0 +... -> "
        "0 <= i - 0 and (i - 0) // (0 + 1) < N": ONE,
        "factor in left: (i - 0) // (0 + 1) -> i - 0 (no. 2)": ONE,
        "guard in left: A[(i - 0) // (0 + 1)] if 0 <= i - 0 and (i - 0) % (0 + 1)... -> "
        "A[(i - 0) // (0 + 1)]": INSIDE,
        "junction in left: 0 <= i - 0 and (i - 0) % (0 + 1) == 0 and (i - 0) // (0 +... -> "
        "0 <= i - 0 or (i - 0) % (0 + 1) == 0 or (i - 0) // (0 + 1...": INSIDE,
        "literal in left: 0 -> 1 (no. 7)": "i < N holds, and so does i // 2 < N",
        "operator in left: i - 0 -> i + 0 (no. 4)": "0 more or 0 less",
        "summand in left: 0 + 1 -> 1 (no. 2)": ONE,
        "summand in left: i - 0 -> i (no. 2)": "0 more or 0 less",
    },
    "T53-pad-pad-a-combines-when-the-inner-pad-is-non-negative": {
        "extent in free: i < N + (N - 1) * I + l0 + h0 + l1 + h1 + 1":
            "behind the last entry both sides are v",
        "given in given: N -> l0 (no. 3)": ALIKE,
        "guard in left: (A[(i - l1 - l0) // (I + 1)] if 0 <= i - l1 - l0 and (i -... -> "
        "A[(i - l1 - l0) // (I + 1)] if 0 <= i - l1 - l0 and (i - ...":
            "outside the inner pad the inner condition gives v as well",
        "operands in left: i - l1 -> l1 - i (no. 2)":
            "behind the inner pad the inner condition gives v as well",
    },
    "T65-rem-iota-c-c-rem-iota-c": {
        "extent in free: i < N + 1": "the remainders are equal for every i",
        "given in given: 1 -> 2": "fewer c, for each of which it holds",
        "given in given: c >= 1 -> c > 1": "fewer c, for each of which it holds",
        "operator in left: i + c -> i - c": PERIOD,
        "summand in left: i + c -> i": PERIOD,
    },
    "T76-1x1-convolution-dot": {
        "extreme in left: sum(X[o + k, c] * W[c, k, f] for k in range(K)) -> "
        "max(X[o + k, c] * W[c, k, f] for k in range(K))": "K == 1: there is only one value",
        "summand in left: o + k -> o": "K == 1: k is always 0",
    },
    "T79-conv-x-y-conv-z-w-conv-concat-c-x-z-concat-c-y-w": {
        "given in given: 2 * P -> 2 + P": ALIKE,
    },
    "T84-swap-input-and-kernel-conv-x-w-conv-rev-w-rev-x-with-low-low": {
        "extent in free: o < N + L + H - K + 1 + 1": "both sides hold for every o",
        "given in given: N -> K": "without data, N == 0, both sides are 0",
    },
    "T87-concat-of-grouped-convs-with-equal-channels-per-group": {
        "given in given: Fg -> Cg": "an index f < (G1+G2)*Fg says by itself that Fg is not 0",
    },
    "T91-concatenated-heads-as-a-one-hot-sum-over-heads": {"given in given: 1 -> 0": ROOM},
    "T92-head-split-merge-round-trip": {
        "given in given: 1 -> 0": ROOM,
        "given in given: 1 -> 2": "fewer D, for each of which it holds",
        "given in given: without D >= 1": ROOM,
    },
    "F10-rem-iota-c-iota": {
        "factor in left: i % c -> i": "the remainder is gone, and with it the mistake",
        "name in left: c -> N": "i < N is its own remainder",
    },
    "F34-conv-same-conv-same-x-w1-w2-conv-same-x-w1-w2": {
        "guard in left: sum(U[a + R1] * (X[i + b + a] if 0 <= i + b + a < N else ... -> "
        "sum(U[a + R1] * (X[i + b + a] if 0 <= i + b + a < N else ...":
            "without the crop in between both sides are the same",
        "junction in left: 0 <= i + b < N -> 0 <= i + b or i + b < N":
            "the crop in between always holds then, and both sides are the same",
    },
    "F36-sum-over-k-k-equals-sum-over-k-k-1": {
        "literal in left: 1 -> 0": "the range of the right side",
        "stop in left: a in range(-K, K + 1) -> a in range(-K, K + 1 - 1)":
            "the range of the right side",
    },
}  # fmt: skip
