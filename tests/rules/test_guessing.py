"""Who guesses keys: after how many wrong ones an account is slowed and the administrators are told (T31)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rules.guessing import CHAT, LIMITS, MAIL, NOT_YOURS, Guesses, Limit, counted, is_slowed, too_many

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LIMIT = LIMITS[CHAT]
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def test_twenty_wrong_ones_within_an_hour_are_too_many_whichever_way_they_come() -> None:
    assert {CHAT: Limit(20, HOUR, MINUTE), MAIL: Limit(20, HOUR, None)} == LIMITS
    book: Guesses | None = None
    for wrong in range(1, 21):
        assert not too_many(book, LIMIT, AT)
        assert not is_slowed(book, LIMIT, AT)
        book = counted(book, LIMIT, AT + wrong * SECOND)
    assert book == Guesses(20, AT + SECOND, AT + 20 * SECOND)
    assert too_many(book, LIMIT, AT + 20 * SECOND)


def test_one_try_a_minute_is_looked_at_and_after_an_hour_all_is_as_before() -> None:
    book = Guesses(20, AT, AT + 5 * MINUTE)
    assert is_slowed(book, LIMIT, AT + 6 * MINUTE - SECOND)
    assert not is_slowed(book, LIMIT, AT + 6 * MINUTE)
    late = Guesses(20, AT, AT + HOUR - SECOND)
    assert is_slowed(late, LIMIT, AT + HOUR - SECOND)
    assert not is_slowed(late, LIMIT, AT + HOUR)
    assert not too_many(late, LIMIT, AT + HOUR)


def test_the_count_begins_anew_with_the_next_hour() -> None:
    book = Guesses(7, AT, AT)
    assert counted(book, LIMIT, AT + HOUR - SECOND) == Guesses(8, AT, AT + HOUR - SECOND)
    assert counted(book, LIMIT, AT + HOUR) == Guesses(1, AT + HOUR, AT + HOUR)
    assert counted(None, LIMIT, AT) == Guesses(1, AT, AT)


def test_a_sender_may_be_forged_so_nobody_is_shut_out_by_mail() -> None:
    book = Guesses(500, AT, AT)
    assert too_many(book, LIMITS[MAIL], AT)
    assert not is_slowed(book, LIMITS[MAIL], AT)


def test_five_refusals_hide_whether_there_is_such_a_thing() -> None:
    assert (CHAT, MAIL) == ("chat", "mail"), "so they stand in stored rows"
    assert len(NOT_YOURS) == 5
    assert all(each.startswith("I know no ") and each.endswith((".", "words.")) for each in NOT_YOURS)
