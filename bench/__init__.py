"""How fast and how light the desk is, measured beside bare lines in the same run: `make bench`."""
