"""Exercises made from derivations, graded by the prover, and a derivation gone through by steps.

trees.py, terms.py           the kernel's terms as texts of the claims language, and back
declarations.py, setting.py  what the names of an exercise are, as texts and read
reasons.py, words.py         what a reason may do, on data alone; reasons in words
exercise.py                  what every kind of exercise has
predict.py, choose.py, order.py, broken.py, mutants.py   the four kinds
kinds.py                     all kinds by name; making one from a derivation
files.py                     an exercise as a file: data, nothing of which is executed
score.py                     points
walk.py                      where a reader of a derivation stands
"""
