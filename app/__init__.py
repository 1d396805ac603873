"""The roof: builds the house from its parts, runs it, and is the only one that commits."""
