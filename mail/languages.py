"""The language of a text: the script decides first, then the small words."""

from __future__ import annotations

import re

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
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 1_500
_SPANISH, _PORTUGUESE = re.compile("[ñ¿¡]"), re.compile("[ãõ]|ção|ções")
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)
_PERSIAN = re.compile("[پچژگ]")


def language_of(text: str) -> str:
    """ISO 639-1, "zh" for Chinese of either script; empty where there are too few words to tell."""
    text = text[:_LONGEST].lower()
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if not letters:
        return ""
    if not text.isascii():
        for language, script, share in _SCRIPTS:
            if len(script.findall(text)) >= share * letters:
                return _within(language, text)
    counts: dict[str, float] = dict.fromkeys(_SMALL, 0.0)
    for word in words:
        languages = _LANGUAGES_OF.get(word)
        if languages:
            for each in languages:
                counts[each] += 1 / len(languages)
    counts["es"] += 2 * len(_SPANISH.findall(text))
    counts["pt"] += 2 * len(_PORTUGUESE.findall(text))
    best = max(counts, key=lambda each: counts[each])
    return best if counts[best] >= 1 else ""


def _within(language: str, text: str) -> str:
    if language == "ru" and _UKRAINIAN.search(text):
        return "uk"
    return "fa" if language == "ar" and _PERSIAN.search(text) else language
