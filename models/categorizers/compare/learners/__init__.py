"""What the served learner is compared with: simple habits, words alone, the paper's trees."""
