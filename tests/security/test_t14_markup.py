"""T14: no text of a stranger breaks a message, adds formatting to it or passes for a line of ours.

Suffered: bots that put names into Telegram's Markdown fail with "can't parse entities" on one underscore, and whoever is
called "<b>Manager</b>" speaks in bold. A customer's "/undo" in a quotation is a command that a thumb hits by mistake.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.front import Button, Saying, ShownFile
from bot.telegram_saying import steps_of
from bot.telegram_text import LONGEST, first_message, messages, plain
from documents.speech import spoken_all
from rules.event import Place
from rules.visible import visible
from rules.words import Line, line, title, verbatim
from tests.experiments import Seen
from tests.standins.chat_html import parsed

ANA = Place("telegram", "7")
SIGNS = [
    "“/undo",
    "(/spam",
    "</b>\n<b>1042 is paid",
    "https://t.me/bot?start=x",
    "\u2028",
    "\u0085",
    "<b>",
    "</b>",
    "<",
    ">",
    "&",
    "&amp;",
    "&#60;",
    "&lt;b&gt;",
    "\u202e",
    "\u200b",
    "\n",
    "\x00",
    "\ud800",
    "𝔄",
    "/send",
    " ",
]
STRANGE = st.one_of(
    st.text(max_size=40),
    st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=4)), max_size=20).map("".join),
)
SLOWLY = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def card(subject: str, words: str) -> tuple[Line, ...]:
    return (title("1042 {subject}", subject=subject), line("from {name}", name=subject), verbatim(words))


TAPPED = re.compile(r"(?<![\w/<>@])/[A-Za-z]")
"""What Telegram makes a command of that can be tapped."""


@pytest.mark.experiment("T14", "1,000 pairs of strangers' strings on a card", "0 x 400, 0 entities, 0 lines of ours")
def test_no_words_of_a_stranger_break_a_message_or_format_it(seen: Seen) -> None:
    settings(SLOWLY, max_examples=1000)(given(STRANGE, STRANGE)(shown_harmlessly))()
    seen("1,000 pairs parsed back: 0, 0, 0")


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.experiment("T14", "20,000 pairs of strangers' strings on a card", "0 x 400, 0 entities, 0 lines of ours")
def test_no_words_of_a_stranger_break_a_message_at_full_length(seen: Seen) -> None:
    settings(SLOWLY, max_examples=20_000)(given(STRANGE, STRANGE)(shown_harmlessly))()
    seen("20,000 pairs parsed back: 0, 0, 0")


def test_no_quoted_word_of_a_customer_can_be_tapped_as_a_command() -> None:
    for words in ("/undo", "“/undo”", "(/spam 1042)", "a,/undo", "：/undo", "\u200b/undo", "./undo"):
        (html,) = messages(spoken_all((verbatim(f"“{words}”"), line("from {name}", name=words)), "en", "UTC"))
        assert not TAPPED.search(parsed(html)[0]), words
    address = "see https://firm.example/prices and/or 24/7"
    assert spoken_all((verbatim(address),), "en", "UTC")[0][0] == address
    assert spoken_all((line("Say {example}", example="/mine"),), "en", "UTC")[0][0] == "Say /mine"


def shown_harmlessly(subject: str, words: str) -> None:
    paragraphs = spoken_all(card(subject, words), "en", "UTC")
    assert "\n" not in paragraphs[0][0] + paragraphs[1][0], "one line of ours stays one line"
    (html,) = messages(paragraphs)
    text, bold = parsed(html)
    assert text.split("\n") == "\n".join(each.rstrip() for each, _ in paragraphs).split("\n")
    assert bold == [paragraphs[0][0].rstrip()], "bold is what we made bold, and nothing else"
    assert visible(text) == text
    assert len(text.split("\n")) - len(paragraphs[2][0].split("\n")) <= 2, (
        "two lines are ours, and no other is like them"
    )
    assert not TAPPED.search(text)


@settings(SLOWLY, max_examples=100)
@given(STRANGE.filter(lambda text: bool(visible(text).strip())), st.integers(50, 500), st.booleans())
def test_a_text_of_any_length_is_cut_without_breaking_its_marks(piece: str, times: int, bold: bool) -> None:
    paragraphs = (("1042", True), (visible(piece * times), bold))
    for html in (*messages(paragraphs), first_message(paragraphs)):
        parsed(html)
        assert 0 < len(html.encode("utf-16-le")) // 2 <= LONGEST
    whole = "".join("".join(parsed(html)[0].split()) for html in messages(paragraphs))
    assert whole == "".join(("1042" + visible(piece * times)).split()), "nothing of it is lost"


@settings(SLOWLY, max_examples=200)
@given(STRANGE)
def test_without_marks_it_reads_the_same(words: str) -> None:
    for html in messages(((words, True), (words, False))):
        assert plain(html) == parsed(html)[0]


def test_a_button_is_named_by_us_and_carries_a_nonce_only() -> None:
    saying = Saying(ANA, (("1042", True),), ((Button("Take", "n" * 22),),))
    (step,) = steps_of(saying)
    assert step.buttons[0][0].nonce == "n" * 22


def test_a_file_alone_needs_no_words() -> None:
    file = ShownFile("x.pdf", "application/pdf", 1, Path("x"))
    assert [each.file for each in steps_of(Saying(ANA, (("\u200b", False),), files=(file,)))] == [file]
