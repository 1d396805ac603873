"""How customers are spoken with outside of the mail, in the words that people use for it."""

from __future__ import annotations

from collections.abc import Mapping

CHANNELS: Mapping[str, str] = {
    "phone": "phone",
    "telephone": "phone",
    "call": "phone",
    "tel": "phone",
    "电话": "phone",
    "chat": "chat",
    "wechat": "chat",
    "whatsapp": "chat",
    "微信": "chat",
    "mail": "mail",
    "email": "mail",
    "e-mail": "mail",
    "邮件": "mail",
    "visit": "visit",
    "拜访": "visit",
    "fair": "fair",
    "展会": "fair",
    "meeting": "meeting",
    "website": "website",
}
"""What people say; the value is the department's word for it."""
