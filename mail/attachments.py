"""What came with a letter: every part that is not its text, with the hash of its bytes and a name to call it by."""

from __future__ import annotations

import hashlib
import mimetypes

from mail.charset import file_name
from mail.mime import Part, head_of
from rules.letter import Attachment
from rules.unsafe import danger_of

_REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/global-delivery-status",
        "message/disposition-notification",
        "message/global-disposition-notification",
        "message/feedback-report",
        "text/rfc822-headers",
        "message/global-headers",
        "application/pgp-encrypted",
    }
)
"""What machines tell machines, and nobody has given a name: no file that a reader would miss."""
_NAMES = {
    "text/calendar": "calendar.ics",
    "application/ics": "calendar.ics",
    "text/vcard": "contact.vcf",
    "text/x-vcard": "contact.vcf",
    "text/directory": "contact.vcf",
    "application/pgp-signature": "signature.asc",
    "application/pgp-keys": "key.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/ms-tnef": "winmail.dat",
    "application/pdf": "document.pdf",
    "text/plain": "text.txt",
    "text/html": "page.html",
    "image/jpeg": "image.jpg",
    "image/jpg": "image.jpg",
    "message/partial": "message.part",
}


def attachments_of(tree: Part, used: frozenset[int]) -> tuple[Attachment, ...]:
    """Every part that is not the body, with the hash of its decoded bytes; a nested letter is one attachment."""
    told: list[Attachment] = []
    made_up: dict[str, int] = {}
    for leaf in tree.leaves():
        if leaf.number in used or (leaf.content_type in _REPORTS and not leaf.name):
            continue
        content = leaf.content()
        if not leaf.name and not content.strip():
            continue
        cid = leaf.head.text("content-id").strip("<> ")
        name = leaf.name or _numbered(_made_up_name(leaf, content), made_up)
        inline = leaf.disposition != "attachment" and bool(cid) and leaf.content_type.startswith("image/")
        told.append(
            Attachment(
                name,
                leaf.content_type,
                len(content),
                hashlib.sha256(content).hexdigest(),
                leaf.number,
                inline,
                cid[:200],
                danger_of(name, content) or "",
            )
        )
    return tuple(told)


def _made_up_name(leaf: Part, content: bytes) -> str:
    """A name for what came without one, by its type; a nested letter is called by its subject."""
    if leaf.content_type in ("message/rfc822", "message/global"):
        subject = head_of(content)[0].text("subject")[:80]
        return file_name(f"{subject or 'message'}.eml")
    place = leaf.head.raw("content-location")[:1000].decode("latin-1").strip("\"' ").rpartition("/")[2]
    if "." in place and place.isascii() and place.isprintable():
        return file_name(place.partition("?")[0]) or "file"
    if leaf.content_type in _NAMES:
        return _NAMES[leaf.content_type]
    family = leaf.content_type.partition("/")[0]
    stem = family if family in ("image", "audio", "video") else "file"
    return f"{stem}{mimetypes.guess_extension(leaf.content_type, strict=False) or ''}"


def _numbered(name: str, before: dict[str, int]) -> str:
    """image.png, image-2.png, ..."""
    count = before[name] = before.get(name, 0) + 1
    stem, dot, ending = name.rpartition(".")
    if count == 1:
        return name
    return f"{stem}-{count}{dot}{ending}" if dot else f"{name}-{count}"
