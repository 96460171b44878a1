"""Invented companies: three for a look around, and a whole bank of others to learn from."""
