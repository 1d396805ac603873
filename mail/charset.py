"""Bytes into text, whatever their label says, and text without the characters that lie."""

from __future__ import annotations

import codecs
import re
import unicodedata

from mail.charset_names import codec_of
from rules.visible import visible

_STATEFUL = re.compile(r"(?i)(iso.?2022|hz|utf.?7|utf.?16|utf.?32)")
_MANY_BYTES = frozenset({"gb18030", "big5hkscs", "cp949", "cp932", "euc_jp"})
_CYRILLIC = frozenset({"koi8-r", "koi8-u", "cp1251", "iso8859-5", "mac_cyrillic", "cp866"})
_OTHER_SCRIPTS = _MANY_BYTES | _CYRILLIC | {"cp1253", "iso8859-7", "cp1255", "cp1256", "cp874"}
_HONEST_NEIGHBOUR = {"iso8859-2": "cp1250", "iso8859-4": "cp1257", "iso8859-6": "cp1256", "iso8859-7": "cp1253",
                     "iso8859-8": "cp1255", "iso8859-13": "cp1257", "iso8859-15": "cp1252", "iso8859-5": "cp1251"}  # fmt: skip
"""Of a Latin charset: the Windows code page that is meant where bytes stand that are control characters in it."""
_EIGHT_BIT_OF = {"iso2022_jp_ext": "cp932", "iso2022_kr": "cp949", "hz": "gb18030", "iso-2022-cn": "gb18030"}
"""Of a charset of seven bits: what is meant where bytes of eight stand."""

_HIGH_RUN = re.compile(rb"[\x80-\xff]{4,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_LATIN = re.compile(rb"[A-Za-z]")
_PAIR = re.compile(rb"[\x80-\xff]{2}")
_C1 = re.compile(rb"[\x80-\x9f]")
_COMMON_HAN = re.compile(rb"[\xb0-\xd7\xa1\xa3][\xa1-\xfe]")
_ESCAPES = {
    b"\x1b$B": "iso2022_jp_ext",
    b"\x1b$@": "iso2022_jp_ext",
    b"\x1b$)C": "iso2022_kr",
    b"\x1b$)A": "iso-2022-cn",
}
_JAPANESE = re.compile(rb"(\x1b[$(](?:[@BJI]|\(D))?([^\x1b]*|\x1b)")
_ROW_13 = re.compile(rb"\x1b\$[@B](?:[^\x1b]{2})*?-[!-~]")
_HZ = re.compile(rb"~\{(?:[!-w][!-~]){1,60}~\}")
_SHIFTED = re.compile(rb"\x0e([^\x0e\x0f\n]*)\x0f?")
_TWICE = re.compile(
    "[\u00c2\u00c3\u00d0\u00d1\u00e2-\u00ef]"
    "[\x80-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)

_LYING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
_TURKISH = re.compile(rb"[\xfe\xde\xf0\xd0\xdd]")
"""Bytes that are letters of Icelandic in the Western charset, and everyday letters in the Turkish one."""
_UNASSIGNED = re.compile("[\ue000-\uf8ff]")
_LINE_END = re.compile("\r{1,8}\n|\r|\u2028|\u2029|\x85")
_LONGEST_GUESS = 20_000


def decoded(raw: bytes, label: str = "") -> tuple[str, str]:
    """The text of some bytes and a remark where their label lied; the remark is empty otherwise. Never raises.

    Valid UTF-8 wins over any label; gb2312 and gbk are read as gb18030, latin-1 as cp1252; what has no label is guessed.
    """
    codec = codec_of(label)
    if raw.isascii() and b"\x1b" not in raw and not _STATEFUL.match(codec) and codec != "gb18030":
        return raw.decode("ascii"), ""
    if escaped := _escaped(raw, codec):
        return _as_labelled(raw, escaped)
    if raw.isascii():
        return raw.decode("ascii"), ""
    text = _as_utf8(raw, codec)
    if text is not None:
        return _once(text, f"labelled {label}, but UTF-8" if codec not in ("utf-8", "") else "")
    codec = _EIGHT_BIT_OF.get(codec, codec)
    if not codec:
        return _guessed(raw), ""
    if codec in ("cp1252", "utf-8") and (looks_chinese(raw) or (codec == "cp1252" and _looks_foreign(raw))):
        return _guessed(raw), f"labelled {label}, but it is not"
    if codec in _HONEST_NEIGHBOUR and _C1.search(raw):
        codec = _HONEST_NEIGHBOUR[codec]
    return _as_labelled(raw, codec)


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


_FOREIGN_PATH = re.compile(r"(?i)(?:[a-z]:\\|\\\\)")
"""How a name begins that Windows programs have written with its whole path."""


def file_name(text: str) -> str:
    """A name under which a file may be saved anywhere: no path, no option, no reserved word, at most 120 bytes (T16)."""
    name = unicodedata.normalize("NFC", one_line(visible(text)))
    if _FOREIGN_PATH.match(name):
        name = name.rpartition("\\")[2] or name
    name = re.sub(r'[/\\:*?"<>|]', "_", name).strip(". ")
    if name.startswith("-") or _RESERVED_NAME.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = 120 - len(f"{dot}{ending}".encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip() + dot + ending


def _escaped(raw: bytes, codec: str) -> str:
    """The codec of bytes that switch between charsets or come by two or four, as far as they really do; else empty."""
    start = raw[:4]
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and len(raw) > 3:
        return "utf-32" if start == codecs.BOM_UTF32_LE else "utf-16"
    if codec.startswith(("utf-16", "utf-32")):
        return codec if b"\x00" in raw or (len(raw) % 2 == 0 and _as_utf8(raw, "") is None) else ""
    if codec == "utf-7":
        return codec if raw.isascii() else ""
    if codec in ("hz", "gb18030") and raw.isascii():
        return "hz" if _HZ.search(raw) else ""
    if b"\x1b" in raw and (codec in _EIGHT_BIT_OF or raw.isascii()):
        return next((name for mark, name in _ESCAPES.items() if mark in raw), codec if codec in _EIGHT_BIT_OF else "")
    return codec if codec in ("iso2022_kr", "iso-2022-cn") and b"\x0e" in raw else ""


def _as_utf8(raw: bytes, codec: str) -> str | None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if codec in _MANY_BYTES and max(text) < "\u0800":
        return None  # pairs of GBK bytes can look like Greek or Arabic in UTF-8
    return text


def _once(text: str, remark: str) -> tuple[str, str]:
    """The text that somebody took for cp1252 and put into UTF-8 a second time ("MÃ¼ller"): only where all of it was."""
    if len(_TWICE.findall(text[:_LONGEST_GUESS])) < 2:
        return text, remark
    try:
        return b"".join(map(_one_byte, text)).decode("utf-8"), "encoded in UTF-8 twice"
    except UnicodeError:
        return text, remark


def _one_byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _as_labelled(raw: bytes, codec: str) -> tuple[str, str]:
    if codec == "iso-2022-cn":
        return _from_iso_2022_cn(raw), ""
    if codec == "iso2022_kr" and b"\x1b$)C" not in raw:
        raw = b"\x1b$)C" + raw
    if codec == "utf-16" and raw[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        codec = "utf-16-be" if raw[::2].count(0) > raw[1::2].count(0) else "utf-16-le"
    if codec == "iso2022_jp_ext" and _ROW_13.search(raw):
        return _from_iso_2022_jp(raw), ""
    try:
        text = raw.decode(codec)
        return (text, "") if codec != "gb18030" else _perhaps_big5(raw, text)
    except UnicodeDecodeError:
        text = raw.decode(codec, "replace")
    bad = text.count("\ufffd")
    if codec == "utf-8" and bad > len(_HIGH.findall(raw)) // 2:
        return _guessed(raw), f"labelled {codec}, but it is not"
    if codec in _MANY_BYTES and bad > 1 + 0.05 * len(_HIGH.findall(raw)):
        return _guessed(raw), f"labelled {codec}, but it is not"
    return text, f"some bytes are not {codec}"


def _perhaps_big5(raw: bytes, text: str) -> tuple[str, str]:
    """Big5 under a mainland label gives characters that nobody has assigned."""
    if _UNASSIGNED.search(text, 0, _LONGEST_GUESS):
        try:
            return raw.decode("big5hkscs"), "labelled gb2312, but Big5"
        except UnicodeDecodeError:
            pass
    return text, ""


def _from_iso_2022_cn(raw: bytes) -> str:
    """RFC 1922, as far as it is GB 2312: what stands between shift-out and shift-in has its high bits put back."""
    raw = re.sub(rb"\x1b\$[)*+][A-M]", b"", raw)
    high = bytes.maketrans(bytes(range(0x21, 0x7F)), bytes(range(0xA1, 0xFF)))
    return _SHIFTED.sub(lambda found: found[1].translate(high), raw).decode("gb18030", "replace")


def _from_iso_2022_jp(raw: bytes) -> str:
    """As Japanese Windows programs write it, with the signs of NEC (row 13: circled numbers) that the standard has not."""
    told: list[str] = []
    for found in _JAPANESE.finditer(raw):
        mark, piece = found[1] or b"", found[2]
        if mark in (b"\x1b$B", b"\x1b$@"):
            told.append(b"".join(map(_shifted_pair, piece[::2], piece[1::2])).decode("cp932", "replace"))
        else:
            told.append((mark + piece).decode("iso2022_jp_ext", "replace"))
    return "".join(told)


def _shifted_pair(high: int, low: int) -> bytes:
    """Two bytes of JIS X 0208 as Shift_JIS has them."""
    row = (high - 0x21) // 2 + (0x81 if high < 0x5F else 0xC1)
    cell = low + 0x7E if high % 2 == 0 else low + 0x1F + (low > 0x5F)
    return bytes((row & 0xFF, cell & 0xFF))


def _looks_foreign(raw: bytes) -> bool:
    """Whether whole words are of high bytes, as no Western European language has them."""
    high = len(_HIGH.findall(raw, 0, _LONGEST_GUESS))
    return high >= 8 and sum(map(len, _HIGH_RUN.findall(raw, 0, _LONGEST_GUESS))) >= 0.7 * high


def _guessed(raw: bytes) -> str:
    """The text of bytes without a charset; a few single high bytes are Western, whatever statistics say of them."""
    codec, high = "cp1252", len(_HIGH.findall(raw, 0, _LONGEST_GUESS))
    if high >= 8 or _PAIR.search(raw):
        import chardet  # slow to import, seldom needed

        told = codec_of(chardet.detect(raw[:_LONGEST_GUESS]).get("encoding") or "")
        codec = told if told and _is_likely(told, raw, high) else codec
        if looks_chinese(raw) and codec not in _MANY_BYTES and codec not in _CYRILLIC:
            codec = "gb18030"
    if codec == "cp1252" and _TURKISH.search(raw):
        codec = "cp1254"
    return raw.decode(codec, "replace") if codec != "iso-2022-cn" else _from_iso_2022_cn(raw)


def _is_likely(codec: str, raw: bytes, high: int) -> bool:
    """Whether a guess of statistics is to be believed: a few high bytes among Latin letters are Western ones."""
    if codec.startswith(("mac", "cp4", "cp7", "cp85", "cp86")) and codec != "cp866":
        return bool(_C1.search(raw)) and high >= 8
    if high >= 8:
        return True
    latin = len(_LATIN.findall(raw, 0, _LONGEST_GUESS))
    return codec in _OTHER_SCRIPTS and (high >= 4 or 2 * high >= latin)
