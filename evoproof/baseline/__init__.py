"""How each thing was known when it was recorded, and whether it is known as well now."""
