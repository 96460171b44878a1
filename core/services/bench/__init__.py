"""Measuring categorizers on labelled files: reading them strictly, proving what may take part, comparing."""
