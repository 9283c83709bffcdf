"""Finds derivation files, reads their titles without running them, and loads them."""
