"""The nouns of the business and its arithmetic: no store, no settings, no clock."""
