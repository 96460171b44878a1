"""The categorizer that learns from each label at once: what is remembered, read as evidence by trees."""
