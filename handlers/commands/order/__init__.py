"""Commands about orders: from the order to the goods' arrival, and the samples before it."""
