"""What senders write where the name of a charset belongs, and the codec that reads what they really sent."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_LABELS = {
    "gb18030": "gb2312 gbk x-gbk gb_2312-80 gb_2312 chinese csgb2312 euc-cn x-euc-cn eucgb2312_cn gb18030-2000"
    " gb18030-2005 gb2312_charset gb1988 iso-ir-58 csiso58gb231280 x-mac-chinesesimp zh-cn gb13000 gb",
    "hz": "hz-gb-2312 hzgb2312 hz-gb",
    "iso-2022-cn": "iso-2022-cn iso-2022-cn-ext csiso2022cn iso2022-cn iso2022cn x-iso-2022-cn x-iso-2022-cn-gb",
    "big5hkscs": "big5 big-5 x-big5 x-x-big5 cn-big5 big5-hkscs csbig5 big5-eten big5_hkscs x-big5-hkscs"
    " x-mac-chinesetrad zh-tw",
    "cp949": "ks_c_5601-1987 ks_c_5601 ksc5601 ksc_5601 ks_c_5601-1989 ksc5601-1987 euc-kr euckr x-euc-kr cseuckr"
    " korean x-mac-korean uhc",
    "iso2022_kr": "iso-2022-kr csiso2022kr iso2022-kr",
    "cp932": "shift_jis shift-jis sjis x-sjis x-sjis-jp ms_kanji csshiftjis x-ms-cp932 x-mac-japanese shiftjis",
    "euc_jp": "x-euc-jp x-euc eucjp-ms eucjp-win cp51932 cseucpkdfmtjapanese",
    "iso2022_jp_ext": "iso-2022-jp csiso2022jp iso-2022-jp-ms iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 jis"
    " jis_encoding cp50220 cp50221 cp50222 iso2022jp _iso-2022-jp$esc x-iso-2022-jp",
    "cp1252": "iso-8859-1 latin1 latin-1 l1 western ansi ansi_x3.110-1983 x-ansi 8bit iso-8859-1-windows-3.1-latin-1"
    " windows-western cswindows31latin1",
    "cp1254": "latin5 latin-5 turkish",
    "cp874": "tis-620 tis620 thai",
    "iso8859-8": "logical visual hebrew",
    "mac_roman": "macintosh mac x-mac x-mac-roman x-macroman",
    "mac_latin2": "x-mac-ce x-mac-centraleurroman x-mac-croatian x-mac-romanian",
    "mac_cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "mac_greek": "x-mac-greek",
    "mac_turkish": "x-mac-turkish",
    "utf-7": "unicode-1-1-utf-7 csunicode11utf7 x-unicode-2-0-utf-7 utf7",
    "utf-8": "utf8 utf_8 utf-8mb4 utf8mb4 utf8mb3 unicode-1-1-utf-8 unicode-2-0-utf-8 x-utf-8 unicode utf-8-mac utf",
    "utf-16": "utf16 ucs-2 ucs2 iso-10646-ucs-2 csunicode unicodefffe x-utf-16",
    "utf-32": "utf32 ucs-4 ucs4 iso-10646-ucs-4",
    "koi8-r": "koi8r koi8 koi cskoi8r",
    "koi8-u": "koi8u koi8-ru",
    "cp1251": "win cyrillic-windows",
    "iso8859-5": "cyrillic",
    "iso8859-7": "greek",
    "iso8859-2": "latin2 latin-2",
    "iso8859-15": "latin-9 latin9 latin0",
}
_ALIASES = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
_NUMBERED = {"936": "gb18030", "950": "big5hkscs", "949": "cp949", "932": "cp932", "31j": "cp932", "65001": "utf-8",
             "28591": "cp1252", "28599": "cp1254", "20866": "koi8-r", "21866": "koi8-u", "51936": "gb18030",
             "52936": "hz", "54936": "gb18030", "20936": "gb18030", "51949": "cp949", "50220": "iso2022_jp_ext",
             "28592": "iso8859-2", "28605": "iso8859-15", "874": "cp874"}  # fmt: skip
_ISO = {"1": "cp1252", "9": "cp1254", "11": "cp874"}
"""Of iso-8859: what Windows programs put in its place, with letters where the standard has control characters."""
_NO_LABEL = frozenset("us-ascii ascii unknown-8bit x-unknown unknown default binary none 7bit x-user-defined".split())
_NOT_OF_LETTERS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"})
"""Codecs of Python that no letter is written in; some of them raise whatever they are told about errors."""

_NAME = re.compile(r"[\s\"'=:]*(?:charset[\s\"'=:]+)?([\w.:+$-]+)")
_CODE_PAGE = re.compile(r"(?:x-)?(?:cp|win|windows|ms|ibm|dos|oem|codepage|mscp)[-_ ]?(\d{3,5}|31j)")
_ISO_8859 = re.compile(r"(?:x-)?iso[-_ ]?8859[-_: ]?(\d{1,2})(?:[-_][ei])?(?:[:_]\d{4})?")


@lru_cache(maxsize=512)
def codec_of(label: str) -> str:
    """The codec behind a label; empty for what is no label. "iso-2022-cn" is read by mail.charset itself."""
    found = _NAME.match(label[:200])
    name = found[1].partition("*")[0].lower().strip(".:-")[:60] if found else ""
    if not name or name in _NO_LABEL:
        return ""
    name = _ALIASES.get(name) or _by_number(name)
    if name == "iso-2022-cn":
        return name
    try:
        known = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return name if known._is_text_encoding and known.name not in _NOT_OF_LETTERS else ""


def _by_number(name: str) -> str:
    if page := _CODE_PAGE.fullmatch(name):
        return _NUMBERED.get(page[1], f"cp{page[1]}")
    if part := _ISO_8859.fullmatch(name):
        return _ISO.get(part[1], f"iso8859-{part[1]}")
    return name
