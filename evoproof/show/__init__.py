"""Pure printers: kernel terms as text, as LaTeX and as MathML."""

from evoproof.show.latex import latex
from evoproof.show.mathml import (
    mathml,
    mathml_cond,
    mathml_definition,
    mathml_equation,
    mathml_name,
    mathml_poly,
    mathml_relation,
)
from evoproof.show.text import pieces, text, text_cond, text_poly

__all__ = [
    "latex",
    "mathml",
    "mathml_cond",
    "mathml_definition",
    "mathml_equation",
    "mathml_name",
    "mathml_poly",
    "mathml_relation",
    "pieces",
    "text",
    "text_cond",
    "text_poly",
]
