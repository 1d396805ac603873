"""The date of return in absence notes: many languages, many ways to write a date, seen from the day the note was sent."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from mail.returning import returns_on

EUROPE = datetime(2026, 7, 28, 10, tzinfo=timezone(timedelta(hours=2)))
"""A Tuesday."""
AMERICA = datetime(2026, 7, 28, 10, tzinfo=timezone(timedelta(hours=-5)))

NOTES = (
    ("I am out of the office until 5 August.", "2026-08-05", "en", EUROPE),
    ("Ich bin vom 3. bis 10. August nicht im Büro.", "2026-08-10", "de", EUROPE),
    ("我在休假，8月10日返回公司。", "2026-08-10", "zh", EUROPE),
    ("I will be back in the office on Monday.", "2026-08-03", "en", EUROPE),
    ("Away from 1/8 to 15/8.", "2026-08-15", "en", EUROPE),
    ("I'm out 8/3/2026 through 8/7/2026, returning 8/10/2026.", "2026-08-10", "en", AMERICA),
    ("Je suis absent du 3 au 21 août inclus. De retour le 24 août.", "2026-08-24", "fr", EUROPE),
    ("Estaré de vacaciones del 1 al 15 de agosto.", "2026-08-15", "es", EUROPE),
    ("Sono in ferie dal 10/08/2026 al 24/08/2026.", "2026-08-24", "it", EUROPE),
    ("Я в отпуске до 14 августа.", "2026-08-14", "ru", EUROPE),
    ("С 3 по 10 августа я в отпуске.", "2026-08-10", "ru", EUROPE),
    ("8月3日から8月10日まで休暇をいただきます。", "2026-08-10", "ja", EUROPE),
    ("8월 10일까지 휴가입니다. 8월 11일 복귀합니다.", "2026-08-11", "ko", EUROPE),
    ("10 Ağustos tarihine kadar izindeyim.", "2026-08-10", "tr", EUROPE),
    ("Estou de férias até 07/08.", "2026-08-07", "pt", EUROPE),
    ("Ik ben afwezig tot en met 14 augustus.", "2026-08-14", "nl", EUROPE),
    ("Ich bin ab dem 12.08. wieder erreichbar. Tel. 0711/12345", "2026-08-12", "de", EUROPE),
    ("Visit us at the fair 12-15 October! I return on August 6th.", "2026-08-06", "en", EUROPE),
    ("您好，我正在出差，预计8月3日至8日不在办公室。", "2026-08-08", "zh", EUROPE),
    ("I am away August 3-7.", "2026-08-07", "en", EUROPE),
    ("下周一回来。", "2026-08-03", "zh", EUROPE),
    ("Hours 9.30 - 17.00. Call 24/7 support.", "", "en", EUROPE),
    ("Im Urlaub bis einschließlich Freitag, 7.8.2026", "2026-08-07", "de", EUROPE),
    ("We are closed 24 December 2026 to 2 January 2027.", "2027-01-02", "en", EUROPE),
    ("Regreso el lunes 10 de agosto", "2026-08-10", "es", EUROPE),
    ("Vrátím se 10. srpna", "2026-08-10", "cs", EUROPE),
    ("Jestem na urlopie do 14.08.2026.", "2026-08-14", "pl", EUROPE),
    ("I'll be back tomorrow.", "2026-07-29", "en", EUROPE),
)


@pytest.mark.parametrize(("text", "day", "language", "sent"), NOTES)
def test_an_absence_note_says_when_its_writer_is_back(text: str, day: str, language: str, sent: datetime) -> None:
    assert returns_on(text, sent, language) == day


def test_the_order_of_day_and_month_follows_the_writers_clock_and_language() -> None:
    assert returns_on("Back on 8/10.", AMERICA, "en") == "2026-08-10"
    assert returns_on("Back on 8/10.", EUROPE, "en") == "2026-10-08"
    assert returns_on("Back on 8/12.", EUROPE, "en") == "2026-08-12", "December is too far away to be meant"
    assert returns_on("Back on 4/9.", EUROPE, "en") == "2026-09-04"
    assert returns_on("8/9まで休みます。", EUROPE, "ja") == "2026-08-09"


@pytest.mark.parametrize(
    "text", ["1/" * 2_000, "until " * 700, "8月" * 2_000, "(" * 4_000, "May 1 - " * 500, "99.99.99 " * 400]
)
def test_nonsense_is_no_date_and_takes_no_time(text: str) -> None:
    assert returns_on(text, EUROPE) in ("", "2027-05-01")
