"""Numbers: formulas evaluated on random tensors with torch, on CPU or CUDA.

They refute or reassure and never prove; nothing here knows what a theorem is. torch is imported
only when something is evaluated.
"""
