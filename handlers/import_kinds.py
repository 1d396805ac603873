"""What `infodesk import` knows: a kind of table is a row here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.importing import Importer
from handlers.product_import import PRODUCTS
from handlers.rate_import import RATES

IMPORTS: Mapping[str, Importer[Any]] = {each.what: each for each in (PRODUCTS, RATES)}
