r"""Derivations in LaTeX: sound structure for all of the paper's, and they compile."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import accumulate
from pathlib import Path

import pytest
from show_derivations import OF_EACH_VERDICT, paper, proved, titled

from evoproof.calc.display import chain_of
from evoproof.show.align import PACKAGES, align, document, documents, paste, section
from evoproof.show.breaking import width

WIDEST = 20.0
"""How many points a line may reach into the margin."""

pytestmark = pytest.mark.slow


def test_the_structure_of_every_derivation_is_sound() -> None:
    for chain in paper():
        shown = section(chain)
        bare = re.sub(r"\\(.)", "", shown, flags=re.DOTALL)
        assert deepest(bare) == (0, 0), chain.name
        assert shown.count(r"\left") == shown.count(r"\right"), chain.name
        assert shown.count(r"\begin{align*}") == shown.count(r"\end{align*}") in (1, 2), chain.name
        assert "not proved" not in shown
        assert not set("%#<>|~") & set(text_of(bare)), chain.name


def deepest(text: str) -> tuple[int, int]:
    """The least depth of braces anywhere, and that at the end."""
    depths = [0, *accumulate((char == "{") - (char == "}") for char in text)]
    return min(depths), depths[-1]


def text_of(bare: str) -> str:
    """What stands outside formulas."""
    return re.sub(r"\$[^$]*\$|ign\*\}.*?nd\{align", "", bare, flags=re.DOTALL)


def test_every_line_reason_number_and_definition_is_there() -> None:
    for chain in paper():
        shown = section(chain)
        assert align(chain).count("={}&") == len(chain.rows) - 1, chain.name
        assert shown.count(r"\text{") >= len(chain.rows) - 1
        for tag in (row.tag for row in chain.rows if row.tag):
            assert rf"\tag{{{tag.strip('()')}}}" in shown, chain.name
        defined = [tensor for tensor, _ in chain.tensors if tensor.body is not None]
        assert shown.count(" ={}&") == len(chain.rows) - 1 + len(defined), chain.name
        assert shown.count(r"\in \mathbb{R}") == len(chain.tensors) - len(defined), chain.name


def test_the_structure_test_sees_a_brace_too_many() -> None:
    assert deepest("{a}}") == (-1, -1)
    assert deepest("}{") == (-1, 0)


def test_all_of_them_compile_without_an_overfull_line(tmp_path: Path) -> None:
    """In one document: TeX starts once."""
    if shutil.which("pdflatex") is None:
        pytest.skip("no pdflatex: install texlive-latex-base to compile the derivations")
    (tmp_path / "all.tex").write_text(documents(paper()), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    said = done.stdout.decode("utf-8", "replace")
    assert done.returncode == 0, said[-2000:]
    over = [float(one) for one in re.findall(r"Overfull \\hbox \(([\d.]+)pt", said)]
    assert max(over, default=0.0) < WIDEST, said


@pytest.mark.parametrize("verdict", [one for one in OF_EACH_VERDICT if one != "proved"])
def test_what_is_not_proved_says_so(verdict: str) -> None:
    assert rf"\text{{not proved: {verdict}}}" in align(chain_of(OF_EACH_VERDICT[verdict]))


def test_the_signs_of_latex_are_text() -> None:
    shown = section(chain_of(titled(proved, '50% of A_1 & #2: "a" < {b} ~ c^2 \\ d.\n\n[x] y\n')))
    assert (
        r"50\% of $A_{1}$ \& \#2: ``a'' \textless{} \{b\} \textasciitilde{} c\textasciicircum{}2"
        r" \textbackslash{} d." in shown
    )
    assert "\\\\{}\n[x] y" in shown  # a bracket behind \\ would be read as a distance


def test_greek_letters_and_signs_of_a_docstring_are_formulas() -> None:
    shown = section(chain_of(titled(proved, "The softmax σ, 0 ≤ i.\n")))
    assert r"The softmax $\sigma$, 0 $\le$ i." in shown
    assert shown.isascii()


def test_the_paste_names_its_packages_and_the_document_loads_them() -> None:
    chain = chain_of(proved)
    first, rest = paste(chain).split("\n", 1)
    assert first.startswith("%")
    assert PACKAGES in first
    assert rest == section(chain) + "\n"
    whole = document(chain)
    assert whole.startswith(r"\documentclass")
    assert PACKAGES in whole
    assert section(chain) in whole


def test_a_long_line_is_broken() -> None:
    chain = chain_of(proved)
    shown = align(chain)
    assert all(width(line) < 100 for line in shown.splitlines())
