"""What can be wrong with the picture that was asked for."""

from __future__ import annotations

from evoproof.errors import EvoproofError


class PictureError(EvoproofError):
    """No such operator or pixel, or nothing to draw it with; in one line."""
