"""Commands about products."""
