"""A derivation as a table in HTML: lines in MathML, reasons, equation numbers, the verdict.

It needs nothing from outside, and no style sheet: what shows it may take that away.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from evoproof.kernel.poly import ZERO, poly
from evoproof.kernel.terms import Tensor
from evoproof.show.chain import PROVED, Chain, Row
from evoproof.show.mathml import (
    mathml,
    mathml_definition,
    mathml_name,
    mathml_poly,
    mathml_relation,
)
from evoproof.show.natural import relations

_LEFT = 'style="text-align: left"'
_COLOURS = {PROVED: "green", "unknown": "darkorange"}
_MEANS = {
    PROVED: " for all sizes",
    "ill-formed": ": a line reads outside a tensor, or divides by 0",
    "vacuous": ": nothing satisfies the conditions",
    "trivial": ": both sides are the same expression",
}


def table(chain: Chain) -> str:
    """All of a derivation, as one <div>."""
    about = "<br/>".join(map(escape, chain.about))
    parts = (
        f"<p><strong>{escape(chain.title)}</strong> {_badge(chain)}</p>",
        f"<p>{about}</p>" if about else "",
        f"<p>{_conditions(chain)}</p>",
        f"<table>{''.join(map(_row, chain.rows))}</table>",
        f"<p>where</p><table>{''.join(_letters(chain))}</table>" if chain.tensors else "",
    )
    return f'<div class="evoproof">{"".join(parts)}</div>'


def _badge(chain: Chain) -> str:
    """The verdict in words; and why, where it is one that is expected."""
    said = chain.verdict + _MEANS.get(chain.verdict, "")
    if chain.expected != PROVED:
        asked = "as expected" if chain.verdict == chain.expected else f"not {chain.expected}"
        said += f" ({asked}: {chain.why})"
    return _coloured(said, chain.verdict)


def _coloured(said: str, verdict: str) -> str:
    colour = _COLOURS.get(verdict, "crimson")
    return f'<span style="color: {colour}">{escape(said)}</span>'


def _conditions(chain: Chain) -> str:
    sizes = ", ".join(mathml_poly(poly(name)) for name in chain.sizes)
    ranges = [mathml_relation((ZERO, "<=", poly(name), "<", end)) for name, end in chain.ranges]
    said = [f"For all integers {sizes} ≥ 0"] if sizes else []
    said += [", ".join(ranges)] if ranges else []
    given = ", ".join(map(mathml_relation, relations(chain.given)))
    return " and ".join(said) + (f", with {given}" if given else "")


def _row(row: Row) -> str:
    """Two rows of the table: the reason with what is wrong there, and the line."""
    shown = ""
    if row.reason:
        said = f"{row.verdict}: {row.remark}" if row.remark else row.verdict
        cells = f"<td>=</td><td {_LEFT}>{{ {escape(row.reason)} }}</td>"
        shown = f"<tr>{cells}<td {_LEFT}>{_coloured(said, row.verdict)}</td></tr>"
    return shown + _line("", mathml(row.term), row.tag)


def _letters(chain: Chain) -> Iterator[str]:
    """What the letters stand for: shapes, and definitions."""
    for tensor, tag in chain.tensors:
        defined = tensor.body is not None
        yield _line("", mathml_definition(tensor) if defined else _shape(tensor), tag)


def _shape(tensor: Tensor) -> str:
    shape = " × ".join(map(mathml_poly, tensor.shape)) or "a number"
    return f"{mathml_name(tensor.name)}: {shape}{', 0 outside' if tensor.padded else ''}"


def _line(lead: str, shown: str, tag: str) -> str:
    return f"<tr><td>{lead}</td><td {_LEFT}>{shown}</td><td {_LEFT}>{escape(tag)}</td></tr>"
