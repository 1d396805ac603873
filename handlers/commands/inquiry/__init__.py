"""Commands about conversations: the inquiry family."""
