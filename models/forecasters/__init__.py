"""Weekly money, twelve weeks ahead: every forecaster draws whole imagined futures."""
