"""The verbs of the business; each module stands alone, `core.flow` says what follows what."""
