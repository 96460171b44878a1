"""The business: companies, bank files, rules, the store and what follows what."""
