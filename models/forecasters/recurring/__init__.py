"""Recurring money: rent, payroll, loans, taxes, subscriptions; what is due, how surely, how much."""
