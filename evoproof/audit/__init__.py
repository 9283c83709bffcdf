"""The audit of a paper: every statement as printed, judged by machine, and its correction.

entry.py      what an entry consists of; abbreviations.py: those that a formula uses
reading.py    entries from TOML; the statements are claims, read and never run
outcome.py    one part of an entry: a claim, a premise with its conclusion, a rank, a derivation
verdict.py    the verdict on an entry from those on its parts
run.py        entries judged one after the other
documents.py  the JSON of it
"""
