"""What kernels depend on: the paper's own, and some that only seem to depend on something."""

from __future__ import annotations

from typing import Any

import pytest

from evoproof.calc import auto, by, equation, prove
from evoproof.language import (
    Handle,
    Piecewise,
    Sum,
    bound,
    definition,
    exp,
    indices,
    padded,
    sizes,
    tensor,
)
from evoproof.library.catalogue import choose
from evoproof.library.loading import load
from evoproof.properties.dependence import Dependence
from evoproof.properties.kernels import fixed
from evoproof.properties.report import Properties, properties
from evoproof.theory import Ev

pytestmark = pytest.mark.slow

l, H, W, D, M = sizes("l H W D M")
i, j, u, v, n, m = indices(i=H, j=W, u=2 * l + 1, v=2 * l + 1, n=D, m=M)
s, t = bound("s t")
X, T = padded("X", H, W, D), tensor("T", 2 * l + 1, 2 * l + 1, D, M)


def of_kernel(body: Any) -> dict[str, bool | None]:
    """The dependences of a kernel with this body, in a chain that says nothing more."""
    kernel = definition("F", (i, j, u, v, n, m), body)
    read = Ev(kernel, X)[i, j, m]
    made = prove(equation(read, read + 0 * M), read, by(auto), read)
    return table(next(properties(made)))


def table(found: Properties) -> dict[str, bool | None]:
    return {one.on: one.holds for one in found.dependences}


def paper(name: str, also: tuple = ()) -> list[Properties]:
    (choice,) = choose([name])
    return [one for derivation in load(choice) for one in properties(derivation, also)]


def on(names: str) -> dict[str, bool]:
    return {one: one in names for one in "ijuvcmX"}


@pytest.mark.parametrize("name, wanted, space, channel", [
    ("convolution", "uvcm", "agnostic", "specific"),
    ("depthwise_convolution", "uvm", "agnostic", "specific"),
    ("local_attention_mask", "ijuvcmX", "specific", "specific"),
    ("involution", "ijuvm", "specific", "specific"),
])  # fmt: skip
def test_kernels_of_the_paper(name: str, wanted: str, space: str, channel: str) -> None:
    found = paper(name)[-1]
    assert (table(found), found.spatial, found.channel) == (on(wanted), space, channel)
    assert found.decided


def test_an_attention_map_is_shared_across_channels() -> None:
    """The map of Eq. 20, before the values are absorbed; its image is Conv(W_V, X)."""
    found = paper("local_attention_zero")[0]
    assert table(found) == on("ijuvX")
    assert (found.spatial, found.channel) == ("specific", "agnostic")


def test_an_involution_of_one_group_is_shared_across_channels() -> None:
    (found,) = paper("involution", (fixed("G", 1),))
    assert (found.spatial, found.channel) == ("specific", "agnostic")


@pytest.mark.parametrize("body, wanted", [
    (T[u, v, n, m] + X[i, j, n] - X[i, j, n], "uvcm"),
    (T[u, v, n, m] * exp(0 * X[i, j, n]), "uvcm"),
    (Sum(X[s, j, n] - X[H - 1 - s, j, n], (s, 0, H - 1)) + T[0, 0, n, m], "cm"),
    (exp(X[i, j, 0]) / Sum(exp(X[i, j, 0]), (s, 0, D - 1)) + 0 * u, "c"[:0]),
    (Piecewise((T[u, v, n, m], i >= 0), (X[i, j, n], True)), "uvcm"),
    (Piecewise((T[u, v, n, m], i >= 1), (T[u, u, n, m], True)), "iuvcm"),
    (X[0, 0, n], "cX"),
])  # fmt: skip
def test_what_is_mentioned_need_not_matter(body: Any, wanted: str) -> None:
    assert of_kernel(body) == on(wanted)


def test_definitions_are_looked_through() -> None:
    hidden = definition("Z", (i, j), X[i, j, 0])
    deeper = definition("Z2", (i,), Sum(hidden[i, t], (t, 0, W - 1)))
    assert of_kernel(deeper[0] * T[u, v, n, m])["X"] is True
    nothing = definition("Z3", (i, j), hidden[i, j] - X[i, j, 0])
    assert of_kernel(nothing[i, j] + T[u, v, n, m]) == on("uvcm")


def test_a_dependence_has_a_witness_and_an_independence_has_none() -> None:
    for found in paper("local_attention_zero"):
        for one in found.dependences:
            assert isinstance(one, Dependence)
            assert (one.witness is not None) is one.holds
            if one.witness is not None:
                assert one.witness.left != one.witness.right


def test_the_handle_of_a_kernel_is_not_touched() -> None:
    kernel: Handle = definition("F", (i, j, u, v, n, m), X[i, j, n] * T[u, v, n, m])
    before = kernel.body
    of_kernel(kernel[i, j, u, v, n, m])
    assert kernel.body == before
