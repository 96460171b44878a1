"""Learning, explaining and forecasting: frames in, frames and small dataclasses out."""
