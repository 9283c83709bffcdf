"""A small instance of every rule of the kernel, and one that the rule refuses.

example.py   what an example is, and the letters that all of them use
equality.py, algebra.py, sums.py, maxima.py   one for each rule, by the files of kernel/rules
"""

from evoproof.site.examples import algebra, equality, maxima, sums
from evoproof.site.examples.example import EXAMPLES, Example

__all__ = ["EXAMPLES", "Example", "algebra", "equality", "maxima", "sums"]
