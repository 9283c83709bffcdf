"""Mutants of claims that are proved because they are true: each with the reason why it is."""

from __future__ import annotations

SURVIVORS: dict[str, dict[str, str]] = {}
