"""What is cut off a letter, and above all what is not: quotations, signatures, footers, and the traps between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mail.fresh import cut
from tests.letters.fresh_letters import LETTERS
from tests.letters.quotation_forms import (
    ATTRIBUTIONS_WITH_ADDRESS,
    ATTRIBUTIONS_WITHOUT_ADDRESS,
    DIVIDERS,
    HEADS,
    MARKED_ONLY,
)
from tests.letters.signature_forms import ANSWERS, BELOW, SIGNATURES, TRAPS

OWN = "Hello Ana,\n\nthe price is fine. Is 500 pcs possible by May?"
OLD = "our price is USD 3.20.\n\nPlease confirm."
MARKED = "> our price is USD 3.20.\n>\n> Please confirm."
ALL = ATTRIBUTIONS_WITH_ADDRESS | ATTRIBUTIONS_WITHOUT_ADDRESS


@pytest.mark.parametrize("name", ALL | MARKED_ONLY)
def test_an_attribution_goes_with_the_marked_lines_below_it(name: str) -> None:
    found = cut(f"{OWN}\n\n{(ALL | MARKED_ONLY)[name]}\n{MARKED}\n")
    assert (found.fresh, "USD 3.20" in found.quoted) == (OWN, True)


@pytest.mark.parametrize("name", ALL)
def test_an_attribution_goes_with_all_below_it_where_nothing_is_marked(name: str) -> None:
    assert cut(f"{OWN}\n\n{ALL[name]}\n\n{OLD}\n").fresh == OWN


@pytest.mark.parametrize("name", ALL | MARKED_ONLY)
def test_an_answer_below_the_quotation_is_kept(name: str) -> None:
    assert cut(f"{(ALL | MARKED_ONLY)[name]}\n{MARKED}\n\n{OWN}\n").fresh == OWN


@pytest.mark.parametrize("name", ATTRIBUTIONS_WITH_ADDRESS)
def test_an_attribution_is_whole_though_a_program_has_broken_it_in_two(name: str) -> None:
    words = ATTRIBUTIONS_WITH_ADDRESS[name].split(" ")
    for at in range(1, len(words)):
        above, below = " ".join(words[:at]), " ".join(words[at:])
        if len(above) >= 42 or below.startswith("<") or at == len(words) - 1:
            assert cut(f"{OWN}\n\n{above}\n{below}\n\n{MARKED}\n").fresh == OWN, f"{above}/{below}"
    address = "<info@ours.example>"
    if address in ATTRIBUTIONS_WITH_ADDRESS[name]:
        torn = ATTRIBUTIONS_WITH_ADDRESS[name].replace(address, "<\ninfo@ours.example>")
        assert cut(f"{OWN}\n\n{torn}\n\n{MARKED}\n").fresh == OWN, torn


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("name", HEADS | DIVIDERS)
def test_a_head_goes_with_all_below_it(name: str, ending: str) -> None:
    text = (
        f"{OWN}\n\n{(HEADS | DIVIDERS)[name]}\n\n{OLD}\n"
        if name != "behind marks"
        else f"{OWN}\n\n{HEADS[name]}\n{MARKED}"
    )
    found = cut(text.replace("\n", ending).replace("\r", ""))
    assert (found.fresh, "USD 3.20" in found.quoted) == (OWN, True)


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_between_quoted_lines_are_kept_in_order(name: str) -> None:
    text, own = ANSWERS[name]
    assert [each for each in cut(text).fresh.split("\n") if each] == own


@pytest.mark.parametrize(
    "mark",
    [
        "##- Please type your reply above this line -##",
        "--- Reply above this line ---",
        "=-=-=-= Please reply above this line =-=-=-=",
        "-- do not reply below this line --",
        "*** Bitte antworten Sie oberhalb dieser Zeile ***",
        "## Répondez au-dessus de cette ligne ##",
        "## Por favor, escriba su respuesta por encima de esta línea ##",
        "## Responda acima desta linha ##",
        "请在此行上方回复",
        "> ##- Please type your reply above this line -##",
    ],
)
def test_a_helpdesks_mark_ends_what_the_customer_wrote(mark: str) -> None:
    assert (
        cut(f"{OWN}\n\n{mark}\n\n> Ticket 42\nYour request was updated.\n"[: None if mark[0] != ">" else -28]).fresh
        == OWN
    )


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_goes(name: str) -> None:
    found = cut(f"{OWN}\n\n{SIGNATURES[name]}\n", writer="Eva Klein")
    assert (found.fresh, found.signature != "") == (OWN, True)


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_goes_above_a_quotation_too(name: str) -> None:
    below = f"On Tue, Mar 3, 2026 at 5:00 PM Ana Li <info@ours.example> wrote:\n{MARKED}"
    assert cut(f"{OWN}\n\n{SIGNATURES[name]}\n\n{below}\n").fresh == OWN


@pytest.mark.parametrize("name", TRAPS)
def test_words_that_look_like_a_quotation_or_signature_stay(name: str) -> None:
    assert cut(TRAPS[name], writer="Eva Klein").fresh == TRAPS[name].strip("\n")


@pytest.mark.parametrize("name", BELOW)
def test_the_writers_words_below_a_signature_are_kept(name: str) -> None:
    text, kept, gone = BELOW[name]
    fresh = cut(text, writer="Eva Klein").fresh
    assert [each for each in kept if each not in fresh] + [each for each in gone if each in fresh] == []


def test_nothing_is_lost_between_the_three_parts() -> None:
    for below in (*HEADS.values(), *DIVIDERS.values()):
        found = cut(f"{OWN}\n\nBest regards\nEva\n\n{below}\n\n{OLD}\n")
        whole = f"{found.fresh}\n{found.signature}\n{found.quoted}"
        assert all(word in whole for word in f"{OWN} {below} {OLD} Best regards".split())


@pytest.mark.parametrize(
    ("text", "fresh", "forward"),
    [
        (
            "---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: x\nSubject: y\nTo: z\n\nprice?",
            "",
            True,
        ),
        (
            "Begin forwarded message:\n\nFrom: A <a@b.example>\nSubject: y\nDate: 3 Mar 2026 17:00\nTo: z\n\nprice?",
            "",
            True,
        ),
        (
            "Please quote.\n\n-------- Weitergeleitete Nachricht --------\nBetreff: y\nVon: A\n\nprice?",
            "Please quote.",
            True,
        ),
        ("请处理\n\n---- 转发的原邮件 ----\n| 发件人 | A<a@b.example> |\n\n报价", "请处理", True),
        ("Sent from my iPhone", "", False),
        ("-- \nEva", "", False),
        ("Best regards\nEva", "Best regards\nEva", False),
        ("On 3/3/26 17:00, Ana Li wrote:\n> price is 3\n> ok?", "", False),
        ("> yes\n> agreed", "> yes\n> agreed", False),
        ("", "", False),
    ],
)
def test_without_words_of_his_own_nothing_is_made_up(text: str, fresh: str, forward: bool) -> None:
    found = cut(text)
    assert (found.fresh, found.forward) == (fresh, forward)


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside of the organization. Do not click links.",
        "[EXTERNAL EMAIL]",
        "You don't often get email from eva@kunde.example. Learn why this is important",
    ],
)
def test_what_a_gateway_puts_above_a_letter_goes(banner: str) -> None:
    assert cut(f"{banner}\n\n{OWN}").fresh == OWN


@pytest.mark.parametrize(("text", "fresh", "writer"), LETTERS, ids=[text[:24] for text, _, _ in LETTERS])
def test_the_words_of_the_writer_are_left_and_nothing_else(text: str, fresh: str, writer: str) -> None:
    assert cut(text.replace("\r", ""), writer=writer).fresh == fresh


def test_a_long_specification_does_not_hide_the_quotation_below_it() -> None:
    specification = "\n".join(f"Item {number}: pump, DN {number}" for number in range(1, 900))
    found = cut(f"{specification}\n\n{HEADS['Outlook en']}\n\n{OLD}")
    assert found.fresh == specification


PIECES = [
    *OWN.split("\n"),
    *(line for form in (HEADS | DIVIDERS).values() for line in form.split("\n")),
    *ALL.values(),
    *(line for form in SIGNATURES.values() for line in form.split("\n")),
    *(line for form in TRAPS.values() for line in form.split("\n")),
    *("> quoted", ">> deeper", "| barred", "> 1000 pcs: USD 3", "", "", "", "--", "-- ", "____________"),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.data())
def test_every_line_is_in_one_of_the_three_parts(lines: list[str], data: st.DataObject) -> None:
    text = "\n".join(lines)
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    spans = tuple(zip(edges[::2], edges[1::2], strict=False))
    for found in (cut(text, writer="Eva Klein"), cut(text, spans), cut(text, (), spans)):
        parts = "".join(f"{found.fresh}{found.signature}{found.quoted}".split())
        assert sum(len("".join(each.split())) for each in lines) <= len(parts)
        assert [each for each in lines if not spans and "".join(each.split()) not in parts] == []
