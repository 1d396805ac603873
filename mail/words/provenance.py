"""What speaks of a country: its names beside those of babel, postcodes, languages, mail providers; tables, no logic."""

from __future__ import annotations

import re

ALIASES = {
    "US": "usa|u.s.a.|u.s.a|u.s.|united states of america|estados unidos|america|ee.uu.|ee. uu.|美利坚合众国|美國",
    "GB": "uk|u.k.|great britain|england|scotland|wales|northern ireland|gran bretaña|inglaterra|reino unido|英格兰",
    "AE": "uae|u.a.e.|u.a.e|united arab emirates|emirates|dubai|abu dhabi|迪拜|阿联酋",
    "TR": "turkey|türkiye|turkiye",
    "CN": "china|p.r. china|pr china|p.r.china|p.r.c.|prc|中国|中国大陆|mainland china",
    "HK": "hong kong|hongkong|香港",
    "TW": "taiwan|台湾|台灣",
    "MO": "macau|macao|澳门",
    "KR": "korea|south korea|republic of korea|한국|대한민국|韩国",
    "RU": "russia|russian federation|россия|рф",
    "VN": "vietnam|viet nam|việt nam",
    "CZ": "czech republic|czechia|česko",
    "NL": "holland|the netherlands|nederland|netherlands",
    "DE": "deutschland",
    "ES": "españa|espana",
    "IT": "italia",
    "AT": "österreich",
    "CH": "schweiz|suisse|svizzera",
    "BE": "belgië|belgique",
    "BR": "brasil",
    "PL": "polska",
    "SE": "sverige",
    "NO": "norge",
    "DK": "danmark",
    "FI": "suomi",
    "HU": "magyarország",
    "RO": "românia",
    "GR": "ελλάδα|hellas",
    "MX": "méxico",
    "PE": "perú",
    "JP": "日本",
    "SA": "saudi|ksa|k.s.a.|kingdom of saudi arabia",
    "IR": "iran",
    "SY": "syria",
    "CI": "ivory coast",
    "CD": "dr congo|drc",
    "LA": "laos",
    "MD": "moldova",
    "BO": "bolivia",
    "VE": "venezuela",
    "TZ": "tanzania",
    "MM": "myanmar|burma",
    "ZA": "rsa|republic of south africa",
    "NZ": "new zealand",
    "UA": "україна",
}
"""Names of countries that the tables of languages do not have."""

CAR_CODES = {
    "D": "DE",
    "A": "AT",
    "F": "FR",
    "I": "IT",
    "E": "ES",
    "B": "BE",
    "H": "HU",
    "S": "SE",
    "N": "NO",
    "L": "LU",
    "P": "PT",
    "SF": "FI",
} | {
    each: each
    for each in "DE AT CH FR IT ES BE NL PL CZ SK HU DK SE NO FI LU LI SI HR RO BG GR PT LT LV EE RS UA".split()
}
CAR_CODE = re.compile(r"(?<![\w-])([A-Z]{1,2})[-–]\s?(\d{4,6}|\d{3}\s\d{2})\s+[^\W\d_]")
POSTCODES = (
    (
        "US",
        "US state and ZIP code",
        re.compile(
            r"(?:,|\b[A-Z][a-z]+)\s+(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|"
            r"O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,?\s+\d{5}(?:-\d{4})?\b"
        ),
    ),
    ("GB", "British postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}\b")),
    (
        "CA",
        "Canadian postcode",
        re.compile(r"\b(?:AB|BC|MB|N[BLSTU]|ON|PE|QC|SK|YT)\.?,?\s+[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d\b"),
    ),
    ("BR", "Brazilian CEP", re.compile(r"(?i)\bCEP:?\s?\d{2}\.?\d{3}-?\d{3}\b")),
    ("NL", "Dutch postcode", re.compile(r"\b[1-9]\d{3}\s[A-Z]{2}\s{1,2}[A-Z][a-z]")),
    ("JP", "Japanese postcode", re.compile(r"〒\s?\d{3}-?\d{4}")),
    ("AU", "Australian state and postcode", re.compile(r"\b(?:NSW|VIC|QLD|TAS)\s+\d{4}\b")),
    (
        "CN",
        "Chinese province",
        re.compile(
            r"(?:广东|浙江|江苏|山东|福建|河北|河南|湖北|湖南|四川|安徽|辽宁|陕西)省|(?:上海|深圳|广州|宁波|"
            r"义乌|杭州|北京|天津|青岛|厦门|苏州|东莞|佛山|温州)市"
        ),
    ),
)
ALPHABETS = {
    "ja": "JP",
    "ko": "KR",
    "pl": "PL",
    "cs": "CZ",
    "hu": "HU",
    "vi": "VN",
    "th": "TH",
    "el": "GR",
    "he": "IL",
    "fi": "FI",
    "tr": "TR",
    "it": "IT",
    "uk": "UA",
    "bg": "BG",
    "da": "DK",
    "ro": "RO",
    "id": "ID",
    "sv": "SE",
    "ru": "RU",
}
"""Languages that are mostly written in one country: the weakest of all evidence."""
PROVIDERS = {
    "qq.com": "CN",
    "163.com": "CN",
    "126.com": "CN",
    "sina.com": "CN",
    "foxmail.com": "CN",
    "aliyun.com": "CN",
    "sohu.com": "CN",
    "139.com": "CN",
    "yeah.net": "CN",
    "naver.com": "KR",
    "hanmail.net": "KR",
    "daum.net": "KR",
    "rediffmail.com": "IN",
    "freenet.de": "DE",
    "hinet.net": "TW",
    "emirates.net.ae": "AE",
    "globo.com": "BR",
    "btinternet.com": "GB",
    "comcast.net": "US",
    "verizon.net": "US",
    "bigpond.com": "AU",
    "ukr.net": "UA",
    "wanadoo.fr": "FR",
}
