"""A derivation for LaTeX: an align* environment of amsmath."""

from __future__ import annotations

from evoproof.calc import Derivation
from evoproof.show import latex

_ESCAPED = str.maketrans({char: "\\" + char for char in "&%$#_{}"})


def align(derivation: Derivation) -> str:
    """The chain with its reasons as \\text and its equation numbers as \\tag."""
    first, *rest = derivation.lines
    rows = [f"  & {latex(first.term)}{_tag(first.place.tag)}"]
    for step, line in zip(derivation.steps, rest, strict=True):
        rows.append(rf"  & \qquad \{{\ \text{{{step.by.text.translate(_ESCAPED)}}}\ \}}")
        rows.append(f"  ={{}}& {latex(line.term)}{_tag(line.place.tag)}")
    title = f"% {derivation.name}: {derivation.title}"
    return "\n".join((title, r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"))


def _tag(tag: str) -> str:
    return rf" \tag{{{tag.strip('()')}}}" if tag else ""
