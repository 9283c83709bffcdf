"""The verdict on a claim.

alternatives.py, terms.py   the claim in the kernel's terms
wellformed.py, lemmas.py    what has to be shown of them, and what helps
readings.py                 what has to be shown although the terms have lost it
proving.py                  the theorems
search.py                   places where the claim fails
same.py                     when both sides are one expression
judge.py                    `judge(claim)`
report.py, documents.py     what is found out, as data and as JSON
account.py, records.py      a proof in figures, and written out
workers.py                  claims in processes of their own
"""
