"""A letter goes through JSON and comes back as it was; what `explain` shows is exactly what is promised."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.letter import Address, Attachment, Buyer, Kind, Letter, Want
from rules.letter_plain import explained, from_plain, to_plain

WORDS = st.text(max_size=12)
MANY = st.lists(WORDS, max_size=3).map(tuple)
ADDRESS = st.builds(Address, WORDS, WORDS)
ADDRESSES = st.lists(ADDRESS, max_size=3).map(tuple)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda each: timezone(timedelta(minutes=each)))
COUNT = st.integers(0, 10**9)
ATTACHMENT = st.builds(Attachment, WORDS, WORDS, COUNT, WORDS, COUNT, st.booleans(), WORDS)
BUYER = st.builds(Buyer, *[WORDS] * 8, evidence=MANY)
LETTERS = st.builds(
    Letter,
    sha256=WORDS,
    size=COUNT,
    message_id=WORDS,
    sender=st.none() | ADDRESS,
    to=ADDRESSES,
    cc=ADDRESSES,
    reply_to=ADDRESSES,
    subject=WORDS,
    date=st.none() | st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=ZONES),
    references=MANY,
    kind=st.sampled_from(Kind),
    reasons=MANY,
    text=WORDS,
    fresh_text=WORDS,
    quoted_text=WORDS,
    html=WORDS,
    attachments=st.lists(ATTACHMENT, max_size=2).map(tuple),
    bounce_recipient=WORDS,
    bounce_final=st.booleans(),
    bounce_cause=WORDS,
    bounced_message_id=WORDS,
    bounced_reply_to=WORDS,
    customer=st.none() | BUYER,
    language=WORDS,
    wants=st.lists(st.tuples(WORDS, st.builds(Want, WORDS, WORDS)), max_size=3).map(tuple),
    missing=MANY,
    automatic=st.booleans(),
    returns_on=WORDS,
    delivered_to=MANY,
    dmarc_pass=st.booleans(),
    spam_verdict=st.booleans(),
    notes=MANY,
    error=WORDS,
)


@settings(max_examples=150, deadline=None)
@given(LETTERS)
def test_a_letter_comes_back_from_json_as_it_was(letter: Letter) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(letter)))) == letter


def test_no_field_of_a_letter_is_forgotten() -> None:
    assert set(to_plain(Letter("", 0))) == set(Letter.__slots__)


def test_a_reading_of_an_older_version_has_the_defaults() -> None:
    assert from_plain({"sha256": "a", "size": 3}) == Letter("a", 3)


def test_explain_shows_exactly_what_is_promised() -> None:
    letter = Letter(
        "a",
        3,
        sender=Address("Eva", "eva@kunde.de"),
        reply_to=(Address("", "r@kunde.de"),),
        date=datetime(2026, 3, 3, 9, tzinfo=UTC),
        attachments=(Attachment("a.pdf", "application/pdf", 4, "ff", 1),),
        customer=Buyer("Eva", "eva@kunde.de", "Kunde", "DE", phone="1"),
        wants=(("quantity", Want("5 pcs", "we need 5 pcs")),),
    )
    told = explained("a.eml", letter)
    assert (
        list(told)
        == (
            "file message_id from to cc reply_to subject date in_reply_to references kind reasons text fresh_text html "
            "attachments bounce_recipient customer language wants missing answer error"
        ).split()
    )
    assert told["from"] == {"name": "Eva", "address": "eva@kunde.de"}
    assert told["reply_to"] == [{"name": "", "address": "r@kunde.de"}]
    assert told["date"] == "2026-03-03T09:00:00+00:00"
    assert told["attachments"] == [{"name": "a.pdf", "content_type": "application/pdf", "size": 4, "sha256": "ff"}]
    assert told["customer"] == {"name": "Eva", "address": "eva@kunde.de", "company": "Kunde", "country": "DE"}
    assert told["wants"] == {"quantity": {"value": "5 pcs", "words": "we need 5 pcs", "sure": True, "normal": ""}}
    json.dumps(told)


def test_explain_says_null_for_what_is_not_there() -> None:
    told = explained("a.eml", Letter("a", 3, error="the letter is empty"))
    assert (told["from"], told["date"], told["customer"], told["error"]) == (None, None, None, "the letter is empty")
