"""Sizes for the operators at which no two letters of a formula have the same value."""

from __future__ import annotations

DISTINCT = {
    "convolution": {"l": 1, "H": 4, "W": 7, "D_in": 2, "D_out": 5},
    "local_attention": {"l": 1, "H": 5, "W": 6, "D_in": 3, "D_k": 2, "D_out": 4},
    "multi_head": {"l": 1, "H": 6, "W": 5, "M": 2, "D_in": 3, "D_k": 4, "D_h": 7, "D_out": 8},
    "involution": {"l": 1, "H": 5, "W": 7, "D": 6, "G": 3, "D_r": 4},
    "global_attention": {"N": 9, "M": 2, "D_in": 3, "D_k": 4, "D_h": 5, "D_out": 6},
}
LARGE_WINDOWS = {
    "convolution": {"l": 3, "H": 2, "W": 5, "D_in": 1, "D_out": 4},
    "local_attention": {"l": 2, "H": 1, "W": 3, "D_in": 4, "D_k": 5, "D_out": 6},
    "multi_head": {"l": 2, "H": 3, "W": 1, "M": 4, "D_in": 5, "D_k": 6, "D_h": 7, "D_out": 8},
    "involution": {"l": 3, "H": 1, "W": 2, "D": 4, "G": 4, "D_r": 5},
    "global_attention": {"N": 1, "M": 3, "D_in": 2, "D_k": 5, "D_h": 4, "D_out": 7},
}
"""Windows beyond the image, and one sample alone."""
