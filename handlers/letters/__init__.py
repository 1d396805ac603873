"""What is decided about letters: kept, sorted, quarantined."""
