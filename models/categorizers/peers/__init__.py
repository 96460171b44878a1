"""Learners the served one is compared with, and never served: they need requirements-dev.txt."""
