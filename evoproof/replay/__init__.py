"""A second checker: it reads a proof record and checks every step, sharing no code with the kernel.

strict.py, notation.py       JSON and integer expressions, read without mercy
integers.py, terms.py        polynomials, conditions, formulas
alpha.py, substitution.py    equality up to bound names; values for names, floors, tensors
field.py, judge.py           ring arithmetic; support, finiteness, positivity
decide.py, reals.py          z3: side conditions on integers, maxima of reals
facts.py                     what is known, and the account of the recorded side conditions
rules.py, maxima.py          the rules
premises.py, cite.py         the rules that stand on earlier theorems
tables.py, document.py       the record
replaying.py, statement.py   `replay`, and what was proved
"""

from evoproof.replay.failure import ReplayError
from evoproof.replay.replaying import Report, replay

__all__ = ["ReplayError", "Report", "replay"]
