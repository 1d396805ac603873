"""The language of a text: the script decides first, then the small words."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]"), 0.08),
    ("ko", re.compile("[\uac00-\ud7af]"), 0.2),
    ("zh", re.compile("[\u4e00-\u9fff]"), 0.15),
    ("ru", re.compile("[\u0400-\u04ff]"), 0.4),
    ("ar", re.compile("[\u0600-\u06ff]"), 0.4),
    ("he", re.compile("[\u0590-\u05ff]"), 0.4),
    ("el", re.compile("[\u0370-\u03ff]"), 0.4),
    ("th", re.compile("[\u0e00-\u0e7f]"), 0.4),
    ("hi", re.compile("[\u0900-\u097f]"), 0.4),
)
_SMALL = {
    "en": "the and you your for with please we are is of to our in have would this can be thanks hello dear "
    "hi need price quote from as am will best",
    "es": "el la los las de que y en un una por para con su sus nos le les es somos necesitamos precio "
    "gracias hola buenos días estimados favor del al como más saludos"
    " quisiera están quedamos adjunto me",
    "fr": "le la les des et vous nous pour avec une est dans votre vos merci bonjour je sommes du au que qui "
    "prix cordialement pouvez pas sur ce madame monsieur",
    "de": "der die das und wir sie ihre ihr für mit ist sind ein eine bitte nicht den dem von zu im auf "
    "guten tag herren damen preis uns grüße haben oder bei ich",
    "pt": "o a os as de que e em um uma por para com seu sua nos não você vocês obrigado olá preço somos do "
    "da dos no na gostaria bom dia prezados são ao mais",
    "it": "il lo la gli le di che e in un una per con vostro vostra siamo grazie buongiorno prezzo del della "
    "dei nel vorremmo non sono gentili alla ci cordiali saluti",
    "nl": "de het een en van wij u voor met is zijn graag bedankt prijs niet op te onze ons beste",
    "tr": "ve bir için ile bu teşekkürler merhaba fiyat lütfen olarak sayın bizim rica ederiz",
    "pl": "i w na z do się nie jest dla proszę dzień dobry cena o prosimy oraz państwa dziękuję",
    "vi": "và của cho với là chúng tôi bạn xin giá cảm ơn không",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _SMALL.items():
    for _each in _words.split():
        _LANGUAGES_OF.setdefault(_each, []).append(_language)
_FOREIGN = re.compile("[\u0370-\uffff]")
_LONGEST = 1_500
_SPANISH, _PORTUGUESE = "ñ¿¡", "ãõ"
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_PERSIAN = re.compile("[پچژگ]")


def language_of(text: str) -> str:
    """ISO 639-1, "zh" for Chinese of either script; empty where there are too few words to tell."""
    text = text[:_LONGEST].lower()
    words = _runs(text)
    letters = sum(map(len, words))
    if not letters:
        return ""
    if not text.isascii() and _FOREIGN.search(text):
        for language, script, share in _SCRIPTS:
            if len(script.findall(text)) >= share * letters:
                return _within(language, text)
    counts: dict[str, float] = dict.fromkeys(_SMALL, 0.0)
    spoken = Counter(words)
    for word in spoken.keys() & _LANGUAGES_OF.keys():
        for each in _LANGUAGES_OF[word]:
            counts[each] += spoken[word] / len(_LANGUAGES_OF[word])
    if not text.isascii():
        counts["es"] += 2 * sum(map(text.count, _SPANISH))
        counts["pt"] += 2 * sum(map(text.count, _PORTUGUESE))
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] >= 1 else ""


def _runs(text: str) -> list[str]:
    """The runs of letters in a text. Blanks are put for whole kinds of signs: a pattern would take thrice as long."""
    for each in set(text):
        if not each.isalnum() or each.isdecimal():
            text = text.replace(each, " ")
    return text.split()


def _within(language: str, text: str) -> str:
    if language == "ru" and _UKRAINIAN.search(text):
        return "uk"
    return "fa" if language == "ar" and _PERSIAN.search(text) else language
