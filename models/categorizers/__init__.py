"""Learning categories: memory, merchant words, the tree learner, and what is served of them."""
