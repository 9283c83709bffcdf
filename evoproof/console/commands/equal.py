"""`evoproof equal LEFT RIGHT`: whether an identity of tensors holds for all sizes."""

from __future__ import annotations

from typing import Any

import click

from evoproof.console.equation import answered, identity


@click.command("equal")
@identity
def command(**options: Any) -> int:
    """Prove or refute LEFT = RIGHT for all sizes and all values.

    For example: evoproof equal 'sum(A[i] for i in range(N))' 'sum(A[N-1-i] for i in range(N))'
    --tensor 'A[N]'. Exit codes: 0 the verdict is the one that was expected; 1 it is not; 2 an
    expression cannot be read; 3 undecided; 5 an internal error.
    """
    return answered(forms=False, **options)
