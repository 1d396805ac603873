"""Commands about the desk itself: people, settings, digests, health."""
