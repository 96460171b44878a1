"""Payments become weekly series; a balance becomes its history."""
