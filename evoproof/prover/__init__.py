"""The untrusted search: it can be useless, it cannot be wrong.

abilities.py                  what a normaliser may do; a reason of a derivation names some
rewriting.py                  a theorem under construction
normalise.py                  normal forms, from the inside out
products.py, divisors.py      one product: one bracket, one exp, no x * 1/x
sums.py, components.py        one sum: merged, without equations, apart into independent factors
labelling.py                  canonical bound variables
ranges.py, radix.py           shortest conditions; conditions on numbers written in digits
floors.py, digits.py          floors by value; the quotient of a variable as a variable
counting.py                   sums of polynomials in a variable
maxima.py                     maxima of values and over ranges
distinctions.py               the conditions that a normal form depends on
unify.py                      two normal forms that differ in integer arithmetic only
refine.py, residues.py        sums over different ranges in common pieces
clearing.py                   both sides times a positive divisor
search.py                     proofs by cases
prove.py                      `prove(left, right, given)`
witnesses.py, denominators.py that a sum is not empty; divisors that are not shown to be non-zero
"""

from evoproof.prover.abilities import ALL, NAMED, Ability
from evoproof.prover.normalise import Normaliser, OutOfBudget
from evoproof.prover.prove import Outcome, normalise, prove

__all__ = ["ALL", "NAMED", "Ability", "Normaliser", "OutOfBudget", "Outcome", "normalise", "prove"]
