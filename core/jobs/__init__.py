"""Doing what the job rows ask for: the worker, and the trainings it starts as processes of their own."""
