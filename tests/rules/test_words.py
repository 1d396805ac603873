"""Sentences and their facts: kept as they are, spoken in the listener's language and zone (T14, F26)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from documents.speech import sentences_of, spoken, spoken_all
from rules.visible import on_one_line, visible, without_commands
from rules.words import Line, country, from_plain, line, title, to_plain, verbatim, word

FIVE = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)

FACTS: tuple[tuple[Any, str, str], ...] = (
    # fact, as she hears it in English, in Chinese
    (1042, "1042", "1042"),
    (1234567, "1234567", "1234567"),
    (Decimal("1234567.80"), "1,234,567.80", "1,234,567.80"),
    (Decimal("3E+3"), "3,000", "3,000"),
    (FIVE, "Mon 9 Mar 17:00", "3月9日周一 17:00"),
    (date(2026, 3, 9), "9 Mar 2026", "2026年3月9日"),
    (timedelta(minutes=125), "2 h 05 min", "2小时05分"),
    (timedelta(minutes=35), "35 min", "35分钟"),
    (timedelta(hours=3), "3 h", "3小时"),
    (timedelta(minutes=-5), "0 min", "0分钟"),
    (country("DE"), "Germany", "德国"),
    (country("ZZ9"), "ZZ9", "ZZ9"),
    (verbatim("阀门 valve"), "阀门 valve", "阀门 valve"),
    ((verbatim("a"), verbatim("b")), "a, b", "a、b"),
    ((), "", ""),
    ("{braces} {0} {x.y}", "{braces} {0} {x.y}", "{braces} {0} {x.y}"),
)


@pytest.mark.parametrize(("fact", "english", "chinese"), FACTS)
def test_a_fact_is_said_as_its_listener_writes_it(fact: Any, english: str, chinese: str) -> None:
    assert spoken(line("{fact}.", fact=fact), "en", "Asia/Shanghai") == f"{english}."
    assert spoken(line("{fact}.", fact=fact), "zh", "Asia/Shanghai") == f"{chinese}."


def test_an_instant_is_told_in_the_listeners_zone() -> None:
    told = [spoken(line("{at}", at=FIVE), "en", zone) for zone in ("Europe/Madrid", "America/New_York", "No/Where")]
    assert told == ["Mon 9 Mar 10:00", "Mon 9 Mar 05:00", "Mon 9 Mar 09:00"]


def test_a_word_in_a_sentence_is_translated_with_it() -> None:
    kind = word("returned mail")
    assert spoken(line("{kind}!", kind=kind), "zh", "UTC") == f"{sentences_of('zh')['returned mail']}!"


def test_a_sentence_that_a_language_lacks_is_said_in_english() -> None:
    never = "a sentence nobody has translated, {name}"
    assert spoken(line(never, name="Ana"), "zh", "UTC") == "a sentence nobody has translated, Ana"
    assert spoken(line(never, name="Ana"), "../en", "UTC") == "a sentence nobody has translated, Ana"


def test_a_title_is_bold() -> None:
    assert spoken_all((title("{a}", a=1), line("{a}", a=2)), "en", "UTC") == (("1", True), ("2", False))


@pytest.mark.parametrize("fact", [None, True, 1.5, {"a": 1}, datetime(2026, 3, 9)])
def test_what_is_no_fact_is_refused(fact: Any) -> None:
    with pytest.raises(ValueError):
        spoken(line("{fact}", fact=fact), "en", "UTC")


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(ValueError, match=r"no fact 'number'.*person"):
        spoken(line("{number} is with {person}", person="Ana"), "en", "UTC")


def test_a_strangers_words_cannot_pass_for_a_line_of_ours() -> None:
    told = spoken(line("Subject: {subject}", subject="Pumps\r\n1042 was approved\u2028by the manager"), "en", "UTC")
    assert told == "Subject: Pumps 1042 was approved by the manager"
    assert "\n" not in spoken(line("Note: {text}", text=verbatim("one\ntwo")), "en", "UTC")


def test_somebodys_own_words_alone_keep_their_lines() -> None:
    assert spoken(verbatim("Dear Ana,\r\n\r\n40 pumps"), "zh", "UTC") == "Dear Ana,\n\n40 pumps"


def test_a_strangers_command_cannot_be_tapped_but_ours_can() -> None:
    assert (
        spoken(line("{subject}", subject="/approve 7 and/or /send_all"), "en", "UTC") == "⁄approve 7 and/or ⁄send_all"
    )
    assert spoken(verbatim("hello\n/approve 7"), "en", "UTC") == "hello\n⁄approve 7"
    assert spoken(line("Example: {example}", example="/take 1042"), "en", "UTC") == "Example: /take 1042"
    assert spoken(line("/help helps, {name}", name="Ana"), "en", "UTC") == "/help helps, Ana"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u202eb\u2066c", "abc"),
        ("a\u200bb\ufeffc\u2060d\xade", "abcde"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("a\ud800b", "ab"),
        ("a\r\nb\rc\u2029d\x85e", "a\nb\nc\nd\ne"),
        ("询盘 Größe € 🙂\ttab", "询盘 Größe € 🙂\ttab"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(text: str, seen: str) -> None:
    assert visible(text) == seen
    assert visible(seen) == seen


def test_line_ends_become_one_blank() -> None:
    assert on_one_line("a \n\n  b\tc") == "a b c"


def test_an_address_is_no_command() -> None:
    assert without_commands("https://a.example/b 1/2 a/b") == "https://a.example/b 1/2 a/b"


def test_sentences_outlive_a_restart_with_all_their_facts() -> None:
    told: tuple[Line, ...] = (
        title("{a}{b}{c}", a=FIVE, b=date(2026, 3, 9), c=timedelta(minutes=7)),
        line("{d}{e}{f}{g}", d=Decimal("1.10"), e=(word("x"), word("y")), f=verbatim("z"), g=7),
    )
    assert from_plain(json.loads(json.dumps(to_plain(told)))) == told
