"""Bytes into text, whatever their label says, and text without the characters that lie."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from rules.visible import visible

_LABELS = {
    "gb18030": "gb2312 gbk x-gbk cp936 ms936 gb_2312-80 chinese csgb2312 euc-cn gb18030-2000 x-euc-cn gb2312_charset",
    "hz": "hz-gb-2312",
    "big5hkscs": "big5 big-5 x-big5 cn-big5 big5-hkscs csbig5 cp950",
    "cp949": "ks_c_5601-1987 ks_c_5601 ksc5601 ks_c_5601-1989 euc-kr euckr korean windows-949",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji csshiftjis",
    "cp1252": "iso-8859-1 iso8859-1 latin1 latin-1 iso_8859-1 windows1252 cp-1252 ansi ansi_x3.110-1983 x-ansi 8bit",
    "cp1254": "iso-8859-9 latin5",
    "cp874": "tis-620 iso-8859-11 windows-874",
    "iso-8859-8": "iso-8859-8-i iso-8859-8-e logical",
    "iso-8859-6": "iso-8859-6-i iso-8859-6-e",
    "mac_roman": "macintosh x-mac-roman x-macroman",
    "utf-7": "unicode-1-1-utf-7 csunicode11utf7 x-unicode-2-0-utf-7",
    "utf-8": "utf8 utf_8 utf-8mb4 utf8mb4 unicode-1-1-utf-8 x-utf-8 unicode",
    "koi8-r": "koi8r koi8 cskoi8r",
    "cp1251": "windows1251 win-1251 cp-1251 x-cp1251",
    "iso2022_jp_ext": "iso-2022-jp csiso2022jp iso-2022-jp-ms",
}
_ALIASES = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_NO_LABEL = frozenset(
    {"", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "unknown", "default", "binary", "none", "7bit"}
)
_STATEFUL = re.compile(r"(?i)(iso.?2022|hz|utf.?7|utf.?16|utf.?32|ucs)")
_MANY_BYTES = frozenset({"gb18030", "big5hkscs", "cp949", "cp932"})

_HIGH_RUN = re.compile(rb"[\x80-\xff]{4,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_COMMON_HAN = re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")

_LYING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
_LINE_END = re.compile("\r\n|\r|\u2028|\u2029|\x85")
_LONGEST_GUESS = 20_000


def decoded(raw: bytes, label: str = "") -> tuple[str, str]:
    """The text of some bytes and a remark where their label lied; the remark is empty otherwise. Never raises.

    Valid UTF-8 wins over any label; gb2312 and gbk are read as gb18030, latin-1 as cp1252; what has no label is guessed.
    """
    codec = codec_of(label)
    if _STATEFUL.match(codec):
        return _as_labelled(raw, codec)
    if raw.isascii():
        return raw.decode("ascii"), ""
    text = _as_utf8(raw, codec)
    if text is not None:
        return text, "" if codec in ("utf-8", "") else f"labelled {label}, but UTF-8"
    if codec in ("cp1252", "utf-8", "") and looks_chinese(raw):
        return raw.decode("gb18030", "replace"), f"labelled {label}, but GB18030" if codec else ""
    return _as_labelled(raw, codec) if codec else (_guessed(raw), "")


@lru_cache(maxsize=256)
def codec_of(label: str) -> str:
    """The codec behind a label; empty for what is no label."""
    name = label.strip().strip("\"'").partition("*")[0].lower()[:40]
    if name in _NO_LABEL:
        return ""
    name = _ALIASES.get(name, name)
    try:
        known = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return name if known._is_text_encoding else ""


def looks_chinese(raw: bytes) -> bool:
    """Whether the high bytes come in pairs that are common Han characters in GB2312: a Latin text never looks so."""
    high = len(_HIGH.findall(raw, 0, _LONGEST_GUESS))
    runs = _HIGH_RUN.findall(raw, 0, _LONGEST_GUESS)
    paired = sum(2 * len(_COMMON_HAN.findall(each)) for each in runs)
    return high >= 4 and paired >= 0.7 * high


def clean(text: str) -> str:
    """The text with LF line ends and without control characters, bidi overrides, NUL and halves of surrogates."""
    if "\r" in text or not text.isascii():
        text = _LINE_END.sub("\n", text).replace("\xa0", " ")
    return _LYING.sub("", text)


def one_line(text: str) -> str:
    """The text on one line, cleaned: what a header, a name or a file name may be (T09)."""
    return " ".join(clean(text).split())


_RESERVED_NAME = re.compile(r"(?i)(con|prn|aux|nul|clock\$|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*(\.|$)")


def file_name(text: str) -> str:
    """A name under which a file may be saved anywhere: no path, no option, no reserved word, at most 120 bytes (T16)."""
    name = unicodedata.normalize("NFC", one_line(visible(text)))
    name = re.sub(r'[/\\:*?"<>|]', "_", name).strip(". ")
    if name.startswith("-") or _RESERVED_NAME.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = 120 - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip() + dot + ending


def _as_utf8(raw: bytes, codec: str) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if codec in _MANY_BYTES and max(text) < "\u0800":
        return None  # pairs of GBK bytes can look like Greek or Arabic in UTF-8
    return text


def _as_labelled(raw: bytes, codec: str) -> tuple[str, str]:
    try:
        return raw.decode(codec), ""
    except UnicodeDecodeError:
        return raw.decode(codec, "replace"), f"some bytes are not {codec}"


def _guessed(raw: bytes) -> str:
    import chardet  # slow to import, seldom needed

    found = chardet.detect(raw[:_LONGEST_GUESS])
    codec = codec_of(found.get("encoding") or "") or "cp1252"
    return raw.decode(codec, "replace")
