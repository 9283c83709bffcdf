"""Proof records: theorems of the kernel as JSON, for checkers that share no code with it.

steps.py    the tree of rules that made a theorem, as a list of local steps
tables.py   conditions, tensors and terms, each written once
write.py    `record` and its text
"""

from evoproof.record.steps import Citation, Linear, RecordError, Step, linearise
from evoproof.record.write import record, text

__all__ = ["Citation", "Linear", "RecordError", "Step", "linearise", "record", "text"]
