"""Plain words in a private chat that mean an order: "订单 88", "order 88" (R67)."""

from __future__ import annotations

import re
import unicodedata

_CHINESE = re.compile(r"(?:查一下|查询|查看|查)?\s*(订单列表|订单)\s*[:：]?\s*(.{0,200})", re.DOTALL)
_ENGLISH = re.compile(r"orders?\s+#?(\d{1,9}(?:\s+\S.{0,160})?)", re.IGNORECASE | re.DOTALL)


def command_meant(text: str) -> str:
    """The command that such words are: `订单 88` is `/order 88`, `订单列表` is `/orders`; empty for any other words."""
    words = unicodedata.normalize("NFKC", text).strip()
    if found := _CHINESE.fullmatch(words):
        name = "/orders" if found[1] == "订单列表" else "/order"
        return f"{name} {found[2].strip()}".strip()
    found = _ENGLISH.fullmatch(words)
    return f"/order {found[1].strip()}" if found else ""
