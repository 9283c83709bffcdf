"""The rules of inference. Each does one thing and is refused where its figure does not apply."""
