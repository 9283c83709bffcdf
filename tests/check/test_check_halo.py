"""Local attention with border "zero" is the halo attention that others run (timm's HaloAttn).

With blocks of one pixel and a halo of l, each pixel attends to 2 l + 1 by 2 l + 1 neighbours. timm
pads keys and values with zeros after they are projected, and leaves the padded keys in the softmax:
that is border "zero", and not "mask". Its relative positions, which are learned, are 0 here; it
divides the scores by sqrt(D_k), which W_Q takes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")

from evoproof.derivations.local_attention_mask import local_attention_mask
from evoproof.derivations.local_attention_zero import local_attention_zero
from evoproof.derivations.multi_head_mask import multi_head_mask
from evoproof.derivations.multi_head_zero import multi_head_zero

from evoproof.calc import Derivation
from evoproof.numeric.inputs import random_tensors
from evoproof.numeric.integers import value
from evoproof.numeric.literal import literal
from evoproof.numeric.survey import base_tensors

ONE_HEAD = {"l": 1, "H": 3, "W": 4, "D_in": 2, "D_k": 3, "D_out": 5}
TWO_HEADS = {"l": 1, "H": 3, "W": 4, "M": 2, "D_in": 5, "D_k": 3, "D_h": 2, "D_out": 6}


@pytest.fixture(scope="module")
def halo() -> Any:
    """The class HaloAttn; without timm, or where it cannot be loaded, the test is skipped."""
    try:
        from timm.layers.halo_attn import HaloAttn
    except (ImportError, RuntimeError) as reason:
        pytest.skip(f"timm's halo attention cannot be imported: {reason}")
    return HaloAttn


def written(
    derivation: Derivation, sizes: Mapping[str, int]
) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """Entries by name, and the values of the first line as it is written."""
    term = derivation.lines[0].term
    data = random_tensors(base_tensors(term), sizes)
    ranges = {name: value(extent, sizes) for name, extent in derivation.claim.free.items()}
    named = {tensor.name: entries for tensor, entries in data.items()}
    return named, literal(term, sizes, ranges, data)


def run(halo: Any, x: torch.Tensor, w: Mapping[str, torch.Tensor], l: int) -> torch.Tensor:
    """timm's heads side by side, [H, W, M D_h], for weights [M, D_in, ...]."""
    heads, width, channels = w["W_Q"].shape
    module = halo(
        width, heads * w["W_V"].shape[2], num_heads=heads, dim_head=channels,
        block_size=1, halo_size=l,
    ).double().eval()  # fmt: skip
    both = torch.cat([w["W_K"], w["W_V"]], 2)
    with torch.no_grad():
        module.q.weight.copy_(rows(w["W_Q"] * channels**0.5))
        module.kv.weight.copy_(rows(both))
        module.pos_embed.height_rel.zero_()
        module.pos_embed.width_rel.zero_()
        return module(x.permute(2, 0, 1)[None])[0].permute(1, 2, 0)


def rows(weights: torch.Tensor) -> torch.Tensor:
    """[M, D_in, D] as the 1 x 1 kernel of all heads' channels, one head after the other."""
    return weights.mT.flatten(0, 1)[:, :, None, None]


def near(left: torch.Tensor, right: torch.Tensor) -> bool:
    return left.shape == right.shape and torch.allclose(left, right, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("l", [1, 2])
def test_one_head_is_local_attention_with_zero_keys_outside(halo, l):
    sizes = {**ONE_HEAD, "l": l}
    named, ours = written(local_attention_zero, sizes)
    weights = {name: named[name][None] for name in ("W_Q", "W_K", "W_V")}
    assert near(run(halo, named["X"], weights, l), ours)


def test_several_heads_are_multi_head_attention_with_zero_keys_outside(halo):
    named, ours = written(multi_head_zero, TWO_HEADS)
    assert near(run(halo, named["X"], named, TWO_HEADS["l"]) @ named["W_O"], ours)


def test_it_does_not_leave_out_the_neighbours_outside(halo):
    named, ours = written(local_attention_mask, ONE_HEAD)
    weights = {name: named[name][None] for name in ("W_Q", "W_K", "W_V")}
    apart = (run(halo, named["X"], weights, 1) - ours).abs()
    assert apart[0].max() > 1e-3
    assert apart[1, 1:-1].max() < 1e-12
    named, ours = written(multi_head_mask, TWO_HEADS)
    assert not near(run(halo, named["X"], named, 1) @ named["W_O"], ours)
