"""The commands, a file per command or per family that shares a draft, in folders by noun."""
