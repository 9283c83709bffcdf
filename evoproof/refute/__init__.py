"""Counterexamples to false lines, from the SymPy source trees and by plain loops alone."""

from evoproof.refute.counterexample import Counterexample
from evoproof.refute.search import ill_formed, refute

__all__ = ["Counterexample", "ill_formed", "refute"]
