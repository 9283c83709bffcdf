"""Everything that is trusted: terms, side conditions, theorems and the rules that make them.

poly.py, terms.py    the grammar of integer expressions, conditions and formulas
build.py             constructors for writing terms
substitution.py      values for names, tensors and floors; capture is avoided or refused
arithmetic.py        `implies`: integer side conditions by z3
judgements.py        support, finiteness, positivity
ring.py              polynomials over atoms
linear.py            `agree`: maxima by cases over the real numbers
theorem.py           the sealed `Theorem` and the table of rules
rules/               the rules of inference
wellformed.py        accesses in bounds, divisors not zero, sums finite
"""

from evoproof.kernel.rules import algebra, equality, maxima, sums
from evoproof.kernel.theorem import RULES, Theorem, close

close()

__all__ = ["RULES", "Theorem", "algebra", "equality", "maxima", "sums"]
