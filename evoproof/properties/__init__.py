"""What the kernels of evolutions depend on: proved where they do not, with a witness where they do.

kernels.py      the evolutions in a derivation, each with its kernel and its image
dependence.py   whether a kernel depends on an index or on the image
report.py       a kernel's properties in the paper's words
"""
