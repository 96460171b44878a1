"""Why a learner answers as it does, in the fields a person can read."""
