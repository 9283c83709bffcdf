"""The gate's judgement of a derivation: proof, numbers and the real operator, put together."""
