"""Trained models on disk, and the frames that business hands to learning."""
