"""The chat edge: fronts by which people are heard and spoken to."""
