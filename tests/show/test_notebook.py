"""What notebooks show: terms, theorems, claims, derivations; and the example that users get."""

from __future__ import annotations

import os
import subprocess
import sys
from copy import copy
from pathlib import Path

import pytest
from show_derivations import FORWARDS, OF_EACH_VERDICT, claim, proved

from evoproof.calc import Derivation
from evoproof.errors import EvoproofError
from evoproof.kernel.theorem import Theorem
from evoproof.language import from_sympy
from evoproof.show import latex, mathml

ROOT = Path(__file__).parent.parent.parent
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def shown(one: object) -> tuple[str, str]:
    """What a notebook would ask for."""
    return one._repr_latex_(), one._repr_html_()  # type: ignore[attr-defined]


def test_a_term_is_shown_by_the_printers():
    term = from_sympy(FORWARDS)
    assert shown(term) == (rf"$\displaystyle {latex(term)}$", mathml(term))


def test_a_theorem_is_shown_with_its_conditions():
    as_latex, html = shown(proved.theorem)
    assert r"0 \le i < n, m \ge 0, n \ge 0 \vdash \sum" in as_latex
    assert "⊢" in html
    assert html.count("<math") == 4


def test_a_claim_is_its_equation():
    as_latex, html = shown(claim)
    assert " = " in as_latex
    assert html.startswith("<math")


@pytest.mark.parametrize("verdict", OF_EACH_VERDICT)
def test_every_derivation_is_shown_whatever_its_verdict(verdict):
    as_latex, html = shown(OF_EACH_VERDICT[verdict])
    assert as_latex.startswith(r"\begin{align*}")
    assert verdict in html
    assert repr(OF_EACH_VERDICT[verdict]).startswith("<derivation ")


def test_where_showing_fails_the_notebook_falls_back_on_the_name(monkeypatch):
    def fails(derivation: Derivation) -> str:
        raise RecursionError

    monkeypatch.setattr(Derivation, "verdict", property(fails))
    assert shown(copy(proved)) == (None, None)
    assert "proved" in repr(proved)


def test_the_kernel_is_as_closed_as_before():
    theorem = proved.theorem
    for thing in (theorem, from_sympy(FORWARDS)):
        assert not hasattr(thing, "__dict__")
        with pytest.raises(AttributeError):
            thing._repr_latex_ = str
    with pytest.raises(EvoproofError):
        Theorem(object(), "ring", (), None)


def test_the_kernel_imports_no_printer():
    code = "import sys, evoproof.kernel; print([m for m in sys.modules if 'evoproof.show' in m])"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The HTML of the example, executed in a kernel of its own."""
    pytest.importorskip("nbconvert")
    pytest.importorskip("ipykernel")
    folder = tmp_path_factory.mktemp("notebook")
    places = {
        name: str(folder) for name in ("JUPYTER_CONFIG_DIR", "IPYTHONDIR", "JUPYTER_DATA_DIR")
    }
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute"]
    run = subprocess.run(
        [*command, "--output-dir", str(folder), str(NOTEBOOK)],
        env={**os.environ, **places, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return (folder / "notebook.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_example_shows_a_proof_a_slip_and_a_wrong_reason(executed):
    assert executed.count('<div class="evoproof">') == 4
    assert executed.count("proved for all sizes") == 2
    assert "refuted: the line is false; at " in executed
    assert "wrong-reason: the line is true, but this reason does not reach it" in executed


@pytest.mark.slow
def test_the_title_is_the_docstring_of_the_cell(executed):
    assert "<strong>A matrix times a vector, summed backwards.</strong>" in executed
    assert "<strong>A matrix times a vector, summed backwards by halves.</strong>" in executed


@pytest.mark.slow
def test_formulas_are_drawn_and_equations_numbered(executed):
    assert executed.count("<munderover>") > 10
    assert "(1)</td>" in executed
    assert "⊢" in executed
    assert "Traceback" not in executed
