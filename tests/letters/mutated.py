"""Spoilt letters, drawn by lot from whole ones: what broken relays, old programs, scanners and enemies make of mail (F34)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.letters.company import FOLDER

Change = Callable[[random.Random, bytes, bytes], bytes]
"""What is done to a letter; another letter is at hand, to take from."""
LONGEST = 200_000
"""Octets of a mutant: a letter doubled again and again is another experiment."""

SPLICES = (
    b"\r",
    b"\n\n",
    b"\r\n\r\n",
    b"\x00",
    b"\x1a",
    b"--",
    b"=",
    b"=\n",
    b"=?utf-8?B?",
    b"=?gb2312?B?1tA=",
    b"=?utf-8?Q?=ED=A0=80?=",
    b"?=",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\x81\x30\x81",
    b"\x1b$B",
    b"&#xD800;",
    b"&#0;",
    b"<!--",
    b"<blockquote>",
    b"</div>",
    b"<![CDATA[",
    b"begin 644 a.pdf\n#0V%T\n`\nend\n",
    b"=ybegin line=128 size=9 name=a\n",
    b"-----BEGIN PGP MESSAGE-----\n",
    b"Content-Type: multipart/mixed; boundary=BB\n",
    b"\n--BB\n",
    b'\nContent-Type: multipart/mixed; boundary=""\n',
    b"\nContent-Type: message/rfc822\n\n",
    b"\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n",
    b"\nContent-Disposition: attachment; filename*0*=utf-8''%E4%BD; filename*9999999999=x\n",
    b"\nFrom: \n",
    b'\nFrom: a@b@c, <<>>, "x\\\n',
    b"\nDate: Tue, 99 Foo 99999 99:99:99 +99999999\n",
    b"\nDate: Sat, 31 Dec 9999 23:59:59 -2359\n",
    b"\nMessage-ID: <<<>\n",
    "发件人: ".encode("gb18030"),
    "在2026年3月3日 10:00，写道：\n".encode(),
    b"\n-----Original Message-----\n",
    b"\nOn x wrote:\n",
    b"\n-- \n",
)
_CHARSETS = (
    b"utf-16", b"utf-7", b"idna", b"rot13", b"undefined", b"unicode_escape", b"gb2312", b"iso-2022-jp", b"hz",
    b"ks_c_5601-1987", b"x-unknown", b"", b"\xe4\xb8", b"utf-8; charset=big5", b"'utf-8'", b"a" * 3000,
)  # fmt: skip
_ENCODINGS = (b"base64", b"quoted-printable", b"8bit", b"binary", b"x-uuencode", b"7bit", b"", b"base 64", b"gzip")


def mutants(count: int, seed: int, whole: Sequence[Path] | None = None) -> Iterator[tuple[str, bytes]]:
    """That many spoilt letters, each with the way it was made; equal for an equal seed and equal letters."""
    sources = [(each.stem, each.read_bytes()) for each in whole or whole_letters()]
    for number in range(count):
        dice = random.Random(f"{seed}/{number}")
        name, raw = dice.choice(sources)
        _, other = dice.choice(sources)
        done = [dice.choice(list(CHANGES)) for _ in range(dice.choice((1, 1, 2, 3, 6)))]
        for each in done:
            raw = CHANGES[each](dice, raw, other)[:LONGEST]
        yield f"{number} {name}: {', '.join(done)}", raw


def whole_letters() -> list[Path]:
    """Every letter that is kept for the tests, of the corpus and beside it."""
    return sorted(FOLDER.rglob("*.eml"))


def _cut(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    at = _place(dice, raw)
    return raw[:at] + raw[at + dice.randint(1, 60) :]


def _end(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    return raw[: _place(dice, raw)]


def _beginning(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    return raw[_place(dice, raw) :]


def _splice(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    at = _place(dice, raw)
    return raw[:at] + dice.choice(SPLICES) * dice.choice((1, 1, 1, 40)) + raw[at:]


def _flip(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    told = bytearray(raw)
    for _each in range(min(len(raw), dice.choice((1, 5, 50)))):
        told[dice.randrange(len(told))] = dice.randrange(256)
    return bytes(told)


def _double(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    at, length = _place(dice, raw), dice.choice((3, 80, 2000))
    return raw[:at] + raw[at : at + length] * dice.choice((1, 2, 20)) + raw[at:]


def _swap(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    a, b, c = sorted(_place(dice, raw) for _each in range(3))
    return raw[:a] + raw[b:c] + raw[a:b] + raw[c:]


def _drop_line(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    rows = raw.split(b"\n")
    del rows[dice.randrange(len(rows))]
    return b"\n".join(rows)


def _shuffle_head(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    head, gap, body = raw.partition(b"\n\n" if b"\r\n" not in raw else b"\r\n\r\n")
    rows = head.split(b"\n")
    dice.shuffle(rows)
    return b"\n".join(rows) + gap + body


def _line_ends(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    end = dice.choice((b"\n", b"\r\n", b"\r", b"\r\r\n", b"\n\n", b""))
    return re.sub(rb"\r?\n", lambda _found: end, raw)


def _odd_line_ends(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    return re.sub(rb"\r?\n", lambda found: dice.choice((b"\n", b"\r\n", b"\r", found[0], found[0])), raw)


def _charset(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    told = dice.choice(_CHARSETS)
    return re.sub(rb"(?i)charset=\"?[\w-]+\"?", lambda _found: b"charset=" + told, raw)


def _encoding(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    told = dice.choice(_ENCODINGS)
    return re.sub(rb"(?i)(Content-Transfer-Encoding:)[^\r\n]*", lambda found: found[1] + b" " + told, raw)


def _boundary(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    told = dice.choice((b"", b'"', b"--", b"x" * 300, b"\xff", b" "))
    return re.sub(rb"(?i)boundary=\"?[^\r\n\"]*", lambda _found: b"boundary=" + told, raw, count=1)


def _seven_bits(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    return bytes(each & 0x7F for each in raw)


def _question_marks(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    return bytes(each if each < 128 else 63 for each in raw)


def _twice_coded(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    return raw.decode("cp1252", "replace").encode("utf-8")


def _wide(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    return raw.decode("latin-1").encode(dice.choice(("utf-16", "utf-16-le", "utf-8-sig")))


def _join(dice: random.Random, raw: bytes, other: bytes) -> bytes:
    return raw + dice.choice((b"", b"\n", b"\n\n", b"\nFrom x Thu Jan  1 00:00:00 1970\n")) + other


def _other_body(dice: random.Random, raw: bytes, other: bytes) -> bytes:
    return raw[: _place(dice, raw)] + other[_place(dice, other) :]


def _nest(dice: random.Random, raw: bytes, other: bytes) -> bytes:
    head = b"From: Ana <ana@ours.example>\nSubject: Fw\nMIME-Version: 1.0\nContent-Type: "
    if dice.random() < 0.5:
        return head + b"message/rfc822\n\n" + raw
    return (
        head + b"multipart/mixed; boundary=nest\n\n--nest\n\nplease see\n--nest\nContent-Type: message/rfc822\n\n" + raw
    )


def _unfold(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    return re.sub(rb"\r?\n[ \t]+", lambda _found: dice.choice((b"", b" ", b"\n", b"\n \n ")), raw)


def _wrap(dice: random.Random, raw: bytes, _: bytes) -> bytes:
    width = dice.choice((10, 40, 72))
    return re.sub(rb"[^\r\n]{%d}" % width, lambda found: found[0] + b"\n", raw)


def _place(dice: random.Random, raw: bytes) -> int:
    """Somewhere in the letter; every other time within its head, where most can go wrong."""
    return dice.randint(0, min(len(raw), 1500) if dice.random() < 0.5 else len(raw))


CHANGES: dict[str, Change] = {
    "some bytes are missing": _cut,
    "its end is missing": _end,
    "its beginning is missing": _beginning,
    "something stands in it": _splice,
    "bytes are wrong": _flip,
    "a passage is repeated": _double,
    "two passages have changed places": _swap,
    "a line is missing": _drop_line,
    "the header fields are shuffled": _shuffle_head,
    "other line ends": _line_ends,
    "mixed line ends": _odd_line_ends,
    "another charset is named": _charset,
    "another transfer encoding is named": _encoding,
    "another boundary is named": _boundary,
    "the eighth bit is lost": _seven_bits,
    "question marks for letters": _question_marks,
    "encoded twice": _twice_coded,
    "wide characters": _wide,
    "another letter follows": _join,
    "the body of another letter": _other_body,
    "nested in another letter": _nest,
    "folded otherwise": _unfold,
    "broken at a width": _wrap,
}
