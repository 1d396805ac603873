"""T09, the side of reading: whatever a stranger puts into a header, no text that leaves the reader holds a line end."""

from __future__ import annotations

import base64

import pytest

from mail.read import read_letter
from rules.letter import Ours

PAYLOADS = (
    "hello\r\nBcc: victim@other.example",
    "hello\nBcc: victim@other.example",
    "hello\rBcc: victim@other.example",
    "hello\u2028Bcc: victim@other.example",
    "hello\u0085Bcc: victim@other.example",
    "hello\x0bBcc: victim@other.example",
    "hello\x00\r\n\r\nbody",
    "\u202eolleh\u202c",
)
FIELDS = ("Subject", "From", "To", "Cc", "Reply-To", "Message-ID", "In-Reply-To", "References")


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("how", ["B", "Q", "bare"])
def test_no_header_brings_a_second_line(payload: str, how: str) -> None:
    raw = b""
    for name in FIELDS:
        value = f"{written(payload, how)} <eve@evil.example>"
        raw += f"{name}: {value}\n".encode()
    raw += f'Content-Type: text/x-thing; name="{written(payload, how)}"\n\nx'.encode()
    letter = read_letter(raw, Ours())
    people = [each for each in (letter.sender, *letter.to, *letter.cc, *letter.reply_to) if each]
    texts = [letter.subject, letter.message_id, letter.in_reply_to, *letter.references]
    texts += (
        [each.name for each in people] + [each.address for each in people] + [each.name for each in letter.attachments]
    )
    assert "evil.example" in "".join(texts)
    for text in texts:
        assert not any(
            ord(each) < 32 or "\x7f" <= each <= "\x9f" or each in "\u2028\u2029\u202e\u202c" for each in text
        ), text


def test_the_address_in_the_brackets_is_the_address() -> None:
    letter = read_letter(b"From: =?utf-8?Q?x=0D=0ABcc:_v@o.example?= <eve@evil.example>\n\nx", Ours())
    assert letter.sender is not None
    assert (letter.sender.name, letter.sender.address) == ("x Bcc: v@o.example", "eve@evil.example")


def written(payload: str, how: str) -> str:
    if how == "B":
        return f"=?utf-8?B?{base64.b64encode(payload.encode()).decode()}?="
    if how == "Q":
        return "=?utf-8?Q?" + "".join(f"={each:02X}" for each in payload.encode()) + "?="
    return payload.replace("\r", "").replace("\n", "")
