"""Every letter of the corpus is read as its .toml says; see README.md here for how to add one."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from rules.letter import Address, Letter
from tests.letters.company import FOLDER
from tests.letters.expected import CORPUS, Flawed, Specimen, differences, letters, name_of, read, specimen
from tests.letters.table import table

LEAST = 300
MOST_OF_ONE_SKELETON = 5


@pytest.mark.parametrize("path", letters(), ids=name_of)
def test_it_is_read_as_expected(path: Path) -> None:
    try:
        expected = specimen(path).expected
    except Flawed as flaw:
        pytest.fail(str(flaw), pytrace=False)
    found = differences(expected, read(path))
    if found:
        pytest.fail(f"{specimen(path).about}\n" + "\n".join(found), pytrace=False)


def test_no_expectation_stands_without_its_letter() -> None:
    assert [name_of(each) for each in CORPUS.rglob("*.toml") if not each.with_suffix(".eml").exists()] == []


def test_at_most_five_letters_are_made_from_one_skeleton() -> None:
    made = Counter(specimen(each).skeleton for each in letters())
    assert {word: count for word, count in made.items() if count > MOST_OF_ONE_SKELETON} == {}


def test_no_two_letters_are_equal() -> None:
    same = Counter(read(each).sha256 for each in letters())
    assert [name_of(each) for each in letters() if same[read(each).sha256] > 1] == []


def test_there_are_three_hundred_letters() -> None:
    assert len(letters()) >= LEAST


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A letter in a corpus of its own, not yet described."""
    path = tmp_path / "x.eml"
    shutil.copyfile(FOLDER / "reply_gmail.eml", path)
    return path


GOOD = 'client = "Gmail"\nlanguage = "en"\nskeleton = "gmail"\nabout = "a reply"\n[expected]\n'


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("client = ", "x.toml is no TOML"),
        ("client = 'Gmail'", "expects nothing"),
        ("[expected]\nsubject = 'x'", 'x.toml lacks client = "..."'),
        (GOOD.replace("about", "abuot") + "subject = 'x'", "unknown key 'abuot'; known are client, language"),
        (GOOD.replace('"en"', '"English"') + "subject = 'x'", "two letters of ISO 639-1"),
        (GOOD + "sujet = 'x'", "unknown field 'sujet'; known are "),
        (GOOD + "sujet_has = ['x']", "unknown field 'sujet'; known are "),
        (GOOD + "text_has = 'x'", "text_has: that has to be a list of strings"),
        (GOOD + "from = {mail = 'x'}", "unknown field 'mail' of from; known are address, name"),
        (GOOD + "attachments = [{file = 'x'}]", "unknown field 'file' of attachments"),
    ],
)
def test_an_expectation_that_cannot_be_meant_is_refused_in_a_sentence(letter: Path, told: str, says: str) -> None:
    letter.with_suffix(".toml").write_text(told)
    with pytest.raises(Flawed) as refused:
        specimen(letter)
    assert says in str(refused.value)


def test_a_letter_that_nobody_described_is_refused_in_a_sentence(letter: Path) -> None:
    with pytest.raises(Flawed, match=r"x\.toml is missing beside x\.eml"):
        specimen(letter)


@pytest.mark.parametrize(
    ("expected", "says"),
    [
        ({"subject": "Re: price"}, "subject: expected 'Re: price', read "),
        ({"text_has": ["Thank you"], "text_lacks": ["Danke"]}, ""),
        ({"fresh_text": "Thank you.\nIs the price for 2000 pcs the same?\n\nEva"}, "    -Thank you.\n"),
        ({"fresh_text": "Thank you. Is the price for 2000 pcs the same?  \r\n\r\nEva\n\n"}, ""),
        ({"fresh_text_lacks": ["Eva"]}, "fresh_text has 'Eva':"),
        ({"from": {"address": "nobody@x.example"}}, "from.address: expected 'nobody@x.example', read "),
        ({"attachments": []}, ""),
        ({"attachments": [{"name": "a.pdf"}]}, "attachments: expected 1, read 0"),
        ({"from": {}}, "from: expected {}, read {'name'"),
        ({"wants": {"payment": ""}}, ""),
        ({"wants": {"quantity": "9 pcs"}}, "wants.quantity: expected '9 pcs', read "),
    ],
)
def test_what_is_read_otherwise_is_told_readably(expected: dict[str, object], says: str) -> None:
    fresh = "Thank you. Is the price for 2000 pcs the same?\n\nEva"
    letter = Letter(
        "", 0, sender=Address("Eva", "eva@kunde.example"), subject="Re: offer", text=fresh, fresh_text=fresh
    )
    found = differences(expected, letter)
    assert bool(found) is bool(says)
    assert says in "\n".join(found)


def test_the_table_counts_by_mail_client_and_language() -> None:
    made = [
        ("Outlook 2016 (16.0)", "de"),
        ("Outlook 365", "de"),
        ("QQ Mail web", "zh"),
        ("QQ Mail", "en"),
        ("qmail 1", ""),
    ]
    found = [Specimen(FOLDER, client, language, "x", "x", {}) for client, language in made]
    assert [" ".join(line.split()) for line in table(found)] == [
        "de zh en - all",
        "Outlook 2 . . . 2",
        "QQ Mail . 1 1 . 2",
        "one each: qmail -",
        "3 clients, 5 letters 2 1 1 1 5",
    ]
