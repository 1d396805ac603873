"""Texts in other dress than plain: enriched text, an invitation without words, what PGP has put around."""

from __future__ import annotations

import re

from mail.charset import clean, decoded

_PARAMETER = re.compile(r"(?is)<param>[^<]{0,500}</param>")
_COMMAND = re.compile(r"</?[A-Za-z][A-Za-z0-9-]{0,60}>")
_FOLDED = re.compile(r"\r?\n[ \t]")
_SAID = re.compile(r"(?im)^(SUMMARY|LOCATION|DESCRIPTION)(?:;[^:\n]{0,300})?:(.{0,20000})$")
_ESCAPED = re.compile(r"\\([nN,;\\])")
_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE, _SIGNATURE_END = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
_LONGEST = 100_000


def without_enrichment(text: str) -> str:
    """text/enriched (RFC 1896) without its commands; single line ends are blanks there, and two are one."""
    text = _COMMAND.sub("", _PARAMETER.sub("", text).replace("<<", "\x00")).replace("\x00", "<")
    lines = re.sub(r"\n+", lambda run: " " if len(run[0]) == 1 else "\n" * (len(run[0]) - 1), text.strip("\n"))
    return lines


def calendar_words(content: bytes) -> str:
    """What an invitation says to people: what, where, and its description (RFC 5545)."""
    text = _FOLDED.sub("", clean(decoded(content[:_LONGEST], "utf-8")[0]))
    told: dict[str, str] = {}
    for name, value in _SAID.findall(text):
        told.setdefault(name.upper(), _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip())
    return "\n".join(told[each] for each in ("SUMMARY", "LOCATION", "DESCRIPTION") if told.get(each))


def pgp_note(text: str) -> str:
    """What PGP has done to a text; empty where it has done nothing."""
    if "-----BEGIN PGP MESSAGE-----" in text:
        return "encrypted with PGP, and cannot be read here"
    return "signed with PGP; the signature is not checked" if _SIGNED in text else ""


def without_pgp(text: str) -> str:
    """A text that is signed with PGP without what PGP has put around it (RFC 9580, 7)."""
    before, begins, rest = text.partition(_SIGNED)
    inside, ends, after = rest.partition(_SIGNATURE)
    if not begins or not ends:
        return text
    inside = inside.partition("\n\n")[2] or inside
    inside = "\n".join(line.removeprefix("- ") for line in inside.split("\n"))
    return "\n".join(
        each for each in (before.strip(), inside.strip(), after.partition(_SIGNATURE_END)[2].strip()) if each
    )
