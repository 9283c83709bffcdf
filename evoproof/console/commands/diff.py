"""`evoproof diff LEFT RIGHT`: where the two sides of an identity part."""

from __future__ import annotations

from typing import Any

import click

from evoproof.console.equation import answered, identity


@click.command("diff")
@identity
def command(**options: Any) -> int:
    """Like equal; where LEFT = RIGHT is not proved, show what both sides become.

    Both sides are brought to a normal form, and the summands that only one of them has are named.
    Exit codes: those of equal.
    """
    return answered(forms=True, **options)
