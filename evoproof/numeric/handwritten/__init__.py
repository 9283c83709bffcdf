"""Operators written by hand for speed: what a formula that is lowered to torch has to reach.

Images are [H, W, D] without padding and 0 outside; windows are 2l + 1 by 2l + 1. `usual` holds the
forms that are commonly written instead, by `torch.nn.functional.unfold` and einsum.
"""
