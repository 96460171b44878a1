"""When a payment was booked: the habits of weeks and months."""

import pandas as pd


def weekday(booked_on: pd.Series) -> pd.Series:
    """0 is Monday, 6 is Sunday."""
    feature: pd.Series = booked_on.dt.weekday.astype("float64")
    return feature


def day_of_month(booked_on: pd.Series) -> pd.Series:
    """1 to 31: rents, wages and taxes keep their day."""
    feature: pd.Series = booked_on.dt.day.astype("float64")
    return feature
