"""Plain words in a private chat that mean an order: "订单 88", "order 88" (R67)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_CHINESE = re.compile(r"(?:查一下|查询|查看|查)?\s*(订单列表|订单)\s*[:：]?\s*(.{0,200})", re.DOTALL)
_COMMANDS: Mapping[str, str] = {
    "收款": "/payments", "货款": "/payments", "到账": "/paid", "到款": "/paid", "发票": "/invoice", "样品": "/sample",
    "投诉": "/complaint", "采购单": "/po", "采购": "/po", "生产通知单": "/production", "生产单": "/production",
    "协调会": "/meeting", "进度": "/progress", "验货": "/inspect", "延期": "/delay", "装箱单": "/pack", "装箱": "/pack",
    "出运": "/ship", "船期": "/ship", "单证": "/docs", "到货": "/arrived", "反馈": "/feedback", "档案": "/file",
}  # fmt: skip
"""What of an order is meant: `收款 88` is `/payments 88`."""
_LISTS: Mapping[str, str] = {
    "应收": "/receivables",
    "应收款": "/receivables",
    "应收账款": "/receivables",
    "样品": "/sample",
}
_OF_ORDER = re.compile(rf"({'|'.join(_COMMANDS)})\s*[:：]?\s*(?:订单\s*)?(#?\d{{1,9}}(?:\s.{{0,160}})?)", re.DOTALL)
_ENGLISH = re.compile(r"orders?\s+#?(\d{1,9}(?:\s+\S.{0,160})?)", re.IGNORECASE | re.DOTALL)


def command_meant(text: str) -> str:
    """The command that such words are: `订单 88` is `/order 88`, `收款 88` is `/payments 88`; empty for any other words."""
    words = unicodedata.normalize("NFKC", text).strip()
    if found := _CHINESE.fullmatch(words):
        name = "/orders" if found[1] == "订单列表" else "/order"
        return f"{name} {found[2].strip()}".strip()
    if words in _LISTS:
        return _LISTS[words]
    if found := _OF_ORDER.fullmatch(words):
        return f"{_COMMANDS[found[1]]} {found[2].strip()}"
    found = _ENGLISH.fullmatch(words)
    return f"/order {found[1].strip()}" if found else ""
