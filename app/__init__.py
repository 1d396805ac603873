"""The roof: builds the house from its parts, runs it, and is the only one that commits."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # whoever calls it without having installed it is told so
    raise SystemExit(f"infodesk needs Python 3.11 or newer; this is {sys.version_info[0]}.{sys.version_info[1]}.")
