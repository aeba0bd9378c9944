"""Drawn people: faces that belong to nobody, for cards, clips and the simulated camera."""
