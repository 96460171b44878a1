"""Learners measured side by side: the same rows, the same order, the same figures."""
