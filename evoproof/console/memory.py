"""An amount of memory as it is typed: 300000, 500MB, 2GiB."""

from __future__ import annotations

import re

import click

UNITS = {"": 1, "B": 1, **{f"{p}B": 1000**k for k, p in enumerate("KMGT", 1)}}
UNITS |= {f"{p}IB": 1024**k for k, p in enumerate("KMGT", 1)}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)")


def memory(_: click.Context, __: click.Parameter, said: str | None) -> int | None:
    """Bytes, with or without a unit: KB is 1000 of them, KiB 1024. Raises click.BadParameter."""
    if said is None:
        return None
    found = _AMOUNT.fullmatch(said.strip())
    unit = UNITS.get(found[2].upper()) if found else None
    if found is None or unit is None or float(found[1]) == 0:
        raise click.BadParameter(f"{said!r} is no amount of memory: write 300000, 500MB or 2GiB")
    return int(float(found[1]) * unit)
