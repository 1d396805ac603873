"""/language: in which language she reads what is said to her; letters to customers are not touched by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.asked import Asked, Command
from rules.outgoing import Choice, Outgoing
from rules.permission import EVERYBODY
from rules.refusal import Refused
from rules.words import Line, line, word
from storage.happenings import note
from storage.work import Work

LANGUAGES: Mapping[str, Line] = {"en": word("English"), "zh": word("Chinese")}
_OTHER_NAMES = {"english": "en", "chinese": "zh", "英文": "en", "英语": "en", "中文": "zh", "汉语": "zh", "cn": "zh"}


def spoken_in(work: Work, asked: Asked) -> Iterable[Outgoing]:
    """Sets her language, or offers those that there are."""
    wanted = asked.rest.casefold()
    if not wanted:
        return [asked.say([line("Which language shall I speak?")], _choices())]
    code = _OTHER_NAMES.get(wanted, wanted)
    if code not in LANGUAGES:
        raise Refused("I speak English and Chinese: /language en or /language zh")
    before, asked.me.language = asked.me.language, code
    if before != code:
        words = line("{name} reads {language} now.", name=asked.me.name, language=LANGUAGES[code])
        note(work, "staff", words, actor=asked.me.id, before={"language": before}, after={"language": code})
    return [asked.tell("I speak {language} with you.", language=LANGUAGES[code])]


def _choices() -> tuple[tuple[Choice, ...], ...]:
    return (tuple(Choice(words, f"/language {code}") for code, words in LANGUAGES.items()),)


COMMANDS = (
    Command(
        "/language",
        word("the language in which I speak to you"),
        spoken_in,
        roles=EVERYBODY,
        example="/language zh",
        family="desk",
    ),
)
