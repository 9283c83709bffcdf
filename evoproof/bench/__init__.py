"""How fast formulas and proofs are: formulas beside hand-written operators, proofs in seconds.

sizes.py, formulas.py, forms.py, operators.py   what is compared
planner.py, cases.py, contest.py, report.py     one cell measured
proofs.py, chains.py, processes.py              proofs and commands
documents.py                                    JSON
"""
