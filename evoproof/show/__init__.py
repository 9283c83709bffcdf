"""Pure printers: kernel terms as text and as LaTeX."""

from evoproof.show.latex import latex
from evoproof.show.text import pieces, text, text_cond, text_poly

__all__ = ["latex", "pieces", "text", "text_cond", "text_poly"]
