"""The report as a static site: pages that are read offline, from a folder, without a server.

pages.py    a page, the templates, and the folder that they are written to
links.py    where the page of a derivation, a reason, a rule, an entry is
build.py    which pages there are

rules.py, reasons.py        cards; ruledocs.py: from docstrings; applied.py, examples/: by rules
errata.py                   the audit; explaining.py: with proofs that can be read
statements.py, written.py   its formulas as their author wrote them; plain.py: without 0 + 1 x
drawn.py, grids.py          counterexamples as small tensors
"""
