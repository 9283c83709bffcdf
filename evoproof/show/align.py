r"""A derivation in LaTeX: its align* environment, a paragraph around that, a whole document.

They need the packages amsmath and amssymb; the environment alone needs amsmath.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from evoproof.kernel.poly import Poly
from evoproof.kernel.terms import Tensor
from evoproof.show.breaking import lines_of, width
from evoproof.show.chain import PROVED, Chain, Row, head
from evoproof.show.greek import NAME_OF
from evoproof.show.latex import Latex, latex, latex_conditions, latex_letter, latex_poly

PACKAGES = r"\usepackage{amsmath,amssymb}"
ROOM = 80.0
"""How wide a line may be, in letters: that of A4 paper with margins of 2 cm, at 10 points."""

_ESCAPED = str.maketrans(
    {char: "\\" + char for char in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
    | {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}"}
    | {letter: rf"$\{name}$" for letter, name in NAME_OF.items()}
    | {"≤": r"$\le$", "≥": r"$\ge$", "≠": r"$\ne$", "→": r"$\to$", "∞": r"$\infty$", "−": "$-$"}
)
_QUOTED = re.compile(r'"([^"]*)"')
_NAME = re.compile(r"\w*_\w*")


def align(chain: Chain) -> str:
    """The chain as an align* environment: reasons between the lines, equation numbers as tags."""
    rows = [row for one in chain.rows for row in _rows(one)]
    if chain.verdict != PROVED:
        rows.append(rf"  & \text{{not proved: {chain.verdict}}}")
    return _environment(rows)


def section(chain: Chain) -> str:
    """Title, source and conditions, the chain, and what its letters stand for."""
    said = [rf"\noindent\textbf{{{_words(chain.title)}}}", *map(_words, chain.about)]
    said += _conditions(chain)
    return "\n".join(("\\\\{}\n".join(said), align(chain), *_letters(chain)))


def paste(chain: Chain) -> str:
    """The section behind a comment that says what it needs."""
    return f"% evoproof: {chain.name}. Needs {PACKAGES}\n{section(chain)}\n"


def document(chain: Chain) -> str:
    """A document that compiles as it is."""
    return documents([chain])


def documents(chains: Sequence[Chain]) -> str:
    """One document of all of them, a section each."""
    lines = (
        r"\documentclass[a4paper,10pt]{article}",
        r"\usepackage[margin=2cm]{geometry}",
        PACKAGES,
        r"\allowdisplaybreaks",
        r"\begin{document}",
        "\n\n\\bigskip\n".join(section(chain) for chain in chains),
        r"\end{document}",
    )
    return "\n".join(lines) + "\n"


def _rows(row: Row) -> Iterator[str]:
    """The reason, where there is one, and the lines of the formula, the tag behind the last."""
    if row.reason:
        failed = rf"\quad\text{{({row.verdict})}}" if row.verdict != PROVED else ""
        yield rf"  & \qquad \{{\ \text{{{_words(row.reason)}}}\ \}}{failed}"
    yield from _lines("  ={}" if row.reason else "  ", latex(row.term), row.tag, ROOM)


def _words(text: str) -> str:
    r"""Text as LaTeX prints it. A name with an index is a formula: MathJax has no \_ in \text."""
    quoted = _QUOTED.sub(r"``\1''", text)
    plain = [one.translate(_ESCAPED) for one in _NAME.split(quoted)]
    names = [f"${_name(name)}$" for name in _NAME.findall(quoted)]
    return "".join(one + name for one, name in zip(plain, [*names, ""], strict=True))


def _name(name: str) -> str:
    """A letter with an index; a word, such as a theorem's name, upright and whole."""
    letter = len(name.partition("_")[0]) == 1
    return Latex().letter(name) if letter else rf"\mathrm{{{name.translate(_ESCAPED)}}}"


def _tag(tag: str) -> str:
    return rf" \tag{{{tag.strip('()')}}}" if tag else ""


def _conditions(chain: Chain) -> Iterator[str]:
    """For which integers the equation is claimed."""
    sizes = ", ".join(map(latex_letter, chain.sizes))
    ranges = [rf"$0 \le {latex_letter(name)} < {latex_poly(end)}$" for name, end in chain.ranges]
    parts = ([rf"${sizes} \ge 0$"] if sizes else []) + ([", ".join(ranges)] if ranges else [])
    if parts:
        such = f", with ${latex_conditions(chain.given)}$" if chain.given else ""
        yield f"For all integers {' and '.join(parts)}{such}:"


def _letters(chain: Chain) -> Iterator[str]:
    """The shapes of the tensors, and the definitions."""
    shapes = [_shape(tensor) for tensor, _ in chain.tensors if tensor.body is None]
    if shapes:
        yield rf"{{\raggedright\noindent where {', '.join(shapes)}\par}}"
    rows = list(_definitions(chain))
    if rows:
        yield _environment(rows)


def _shape(tensor: Tensor) -> str:
    name = Latex().tensor(tensor.name)
    if not tensor.shape:
        return rf"${name} \in \mathbb{{R}}$"
    sizes = r" \times ".join(_size(size) for size in tensor.shape)
    outside = " (0 outside)" if tensor.padded else ""
    return rf"${name} \in \mathbb{{R}}^{{{sizes}}}${outside}"


def _size(size: Poly) -> str:
    shown = latex_poly(size)
    return f"({shown})" if len(size.terms) > 1 else shown


def _definitions(chain: Chain) -> Iterator[str]:
    """One under the other; the widest left side takes its room from every line."""
    found = [(tensor, tensor.body, tag) for tensor, tag in chain.tensors if tensor.body is not None]
    lefts = [latex(head(tensor), body) for tensor, body, _ in found]
    room = ROOM - max(map(width, lefts), default=0.0)
    for left, (tensor, body, tag) in zip(lefts, found, strict=True):
        yield from _lines(f"  {left} ={{}}", latex(body, head(tensor)), tag, room)


def _lines(lead: str, formula: str, tag: str, room: float) -> Iterator[str]:
    """The lines of a formula, the first behind its lead, the tag behind the last."""
    first, *rest = lines_of(formula, room)
    lines = [f"{lead}& {first}", *(rf"  & \qquad {{}}{line}" for line in rest)]
    yield from (*lines[:-1], lines[-1] + _tag(tag))


def _environment(rows: Iterable[str]) -> str:
    return "\n".join((r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"))
