"""What the department can do: each handler decides in one transaction and says what is to go out."""
