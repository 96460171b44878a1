"""Forecasters the served ones are compared with, and never served: they need requirements-dev.txt."""
