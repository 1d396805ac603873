"""What is decided when time has passed."""
