"""Who decides before and after the learner: pure steps over frames of payments, and their tables."""
