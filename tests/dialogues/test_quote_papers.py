"""The paper of a quotation in chat: a draft's to look at, the approved one kept before anybody sends it (R118, R139)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from app.papers import Papers
from bot.front import Saying
from documents.press import PRESS
from documents.stationery import Stationery
from handlers.paper_files import papers_of
from rules.quote import QuoteLine
from rules.quote_moves import QuoteEvent
from storage import quotes
from storage.colleagues import named
from storage.tables.happenings import HappeningRow
from storage.tables.quotes import QuoteRow
from tests.dialogues.desk import Desk, told
from tests.dialogues.quotations import drafts, edits, lamp, offer, sends, version_of

BANK = "Beneficiary: Firm; Account: 123; SWIFT: EXAMCNBJ"


@pytest.fixture
def firm(desk: Desk) -> Desk:
    """Ana has Kunde's inquiry 1001 and a draft of a quotation, D1; Sol is supervisor. The bank is set up."""
    desk.hires("Sol", "supervisor").receives().says("Ana", "/take 1001")
    desk.set("company.bank_usd", BANK)
    drafts(desk)
    return desk.settle().forget()


def with_files(desk: Desk, person: str) -> Saying:
    """The newest thing that she heard with files."""
    return [each for _, each in desk.ears.said if each.place.address == person.lower() and each.files][-1]


def approved(desk: Desk) -> Desk:
    return desk.says("Ana", "/submit D1").presses("Sol", "Approve").settle()


def test_a_draft_is_shown_as_picture_pdf_and_workbook(firm: Desk) -> None:
    firm.says("Ana", "/paper D1").hears("The paper of D1 comes in a moment.", "Quotation D1\nA draft: it says so")
    picture, pdf, book = with_files(firm, "Ana").files
    assert [picture.name, pdf.name, book.name] == ["Quotation-D1.png", "Quotation-D1.pdf", "Quotation-D1.xlsx"]
    assert Path(picture.path).read_bytes().startswith(b"\x89PNG")
    assert Path(pdf.path).read_bytes().startswith(b"%PDF")
    assert picture.is_picture
    assert version_of(firm).papers is None


def test_whoever_reviews_it_sees_it_and_who_has_nothing_to_do_with_it_does_not(firm: Desk) -> None:
    firm.says("Ana", "/submit D1").forget()
    firm.says("Sol", "/paper D1").hears("Quotation D1", who="Sol")
    firm.says("Bob", "/paper D1").hears("I know no quotation D1 of yours.", who="Bob")


def test_what_is_approved_is_drawn_by_itself_and_kept_by_its_hash(firm: Desk) -> None:
    approved(firm)
    version = version_of(firm)
    pdf, book = papers_of(version)
    assert [pdf.name, book.name] == ["Quotation-Q-2026-0001.pdf", "Quotation-Q-2026-0001.xlsx"]
    assert len(firm.blobs.load(pdf.sha256)) == pdf.size
    assert firm.blobs.load(book.sha256).startswith(b"PK")
    firm.passes(minutes=15)
    assert version_of(firm).papers == version.papers, "once"
    firm.says("Ana", "/paper Q-2026-0001").hears("Quotation Q-2026-0001")
    again = with_files(firm, "Ana").files[1]
    assert Path(again.path).name == pdf.sha256, "the same content makes the same bytes"


def test_a_change_voids_the_papers_and_the_next_approval_has_its_own(firm: Desk) -> None:
    approved(firm)
    before = papers_of(version_of(firm))[0].sha256
    with firm.database.deciding() as session:
        row = session.get_one(QuoteRow, 1)
        quotes.moved(firm.work(session), quotes.current(session, row), QuoteEvent.VOIDED)
        session.commit()
    assert papers_of(version_of(firm)) == ()
    edits(firm, "Ana", offer(lamp(price="3.30")))
    approved(firm)
    assert papers_of(version_of(firm))[0].sha256 != before


@pytest.mark.parametrize("language", ["zh", "en+zh"])
def test_it_can_be_seen_in_another_language(firm: Desk, language: str) -> None:
    firm.says("Ana", f"/paper D1 {language}").hears("Quotation D1")
    plain = firm.says("Ana", "/paper D1 en") and with_files(firm, "Ana").files[1].path
    firm.says("Ana", f"/paper D1 {language}")
    assert with_files(firm, "Ana").files[1].path != plain


NO = [
    ("/paper D1 klingon", "Papers are written in en, zh, en+zh: /paper D7 en+zh"),
    ("/paper D99", "I know no quotation D99 of yours."),
    ("/paper nonsense", "I know no quotation nonsense of yours."),
]


@pytest.mark.parametrize(("said", "answer"), NO)
def test_what_cannot_be_shown_is_refused_with_an_example(firm: Desk, said: str, answer: str) -> None:
    firm.says("Ana", said).hears(answer)


def test_who_looks_leaves_a_trace(firm: Desk) -> None:
    firm.says("Sol", "/paper D1")
    with firm.database.reading() as session:
        rows = session.scalars(select(HappeningRow).where(HappeningRow.verb == "viewed")).all()
        sol = named(session, "Sol")
        assert sol is not None
        assert (rows[-1].actor, rows[-1].conversation_id) == (sol.id, 1001)


def test_without_a_number_ones_own_are_buttons(firm: Desk) -> None:
    firm.says("Ana", "/paper").hears("Which one?")
    firm.presses("Ana", "Paper of D1").hears("Quotation D1")


def test_asking_twice_before_it_is_there_is_asking_once(firm: Desk) -> None:
    firm.says("Ana", "/paper D1")
    assert sum("Quotation D1" in each for each in firm.chat("Ana")) == 1


def test_what_the_company_has_not_set_up_is_said(firm: Desk) -> None:
    edits(firm, "Ana", offer(currency="EUR"))
    firm.says("Ana", "/paper D1").hears("There are no bank details for EUR: /settings company.bank_eur")


def test_signs_that_no_font_has_are_told_and_a_lost_picture_too(firm: Desk) -> None:
    broken = firm.blobs.keep(b"\x89PNG\r\n\x1a\n no picture at all")
    edits(firm, "Ana", offer(lamp(description="nice \U0001f600", picture=broken), pictures=True))
    firm.says("Ana", "/paper D1").hears(
        "No font here can print \U0001f600: they stand as ?.", "A picture cannot be shown"
    )


def test_it_is_told_in_chinese(firm: Desk) -> None:
    firm.says("Ana", "/language zh").forget()
    firm.says("Ana", "/paper D1").hears("报价单 D1")


NOTHING = "import sys; sys.exit('the fonts are gone')"


def test_if_it_cannot_be_drawn_she_hears_why_and_what_was_approved_is_tried_again(
    firm: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    PRESS.close()
    with monkeypatch.context() as broken:
        broken.setattr("documents.press._BEGIN", NOTHING)
        firm.says("Ana", "/paper D1").hears(
            "The paper of D1 could not be drawn: no child could be started", "Papers cannot be drawn"
        )
        approved(firm).hears("The paper of Q-2026-0001 could not be drawn")
        assert papers_of(version_of(firm)) == ()
    firm.house.papers._failed.clear()
    firm.settle().hears("It is over.")
    assert len(papers_of(version_of(firm))) == 2


def test_a_broken_template_is_not_used_and_administrators_hear_where(firm: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "stationery"
    folder.mkdir()
    firm.house.papers = Papers(firm.house.performer, firm.house.troubles, Stationery(folder))
    (folder / "quotation.typ").write_text('#import "paper.typ": *\n#show: paper\n#nonsense()\n', encoding="utf-8")
    firm.settle().hears(
        "The company's template of quotation is broken: quotation.typ:3:1: unknown variable: nonsense", who="Ada"
    )
    approved(firm)
    assert len(papers_of(version_of(firm))) == 2, "drawn with ours"
    (folder / "quotation.typ").write_text('#import "paper.typ": *\n#show: paper\nOurs alone.\n', encoding="utf-8")
    firm.forget().settle().hears("It is over.", who="Ada")
    firm.says("Ana", "/paper Q-2026-0001")
    assert Path(with_files(firm, "Ana").files[1].path).name != papers_of(version_of(firm))[0].sha256


def test_what_the_customer_has_is_kept_and_shown_for_ever(firm: Desk) -> None:
    approved(firm)
    before = papers_of(version_of(firm))
    sends(firm)
    firm.settle()
    assert papers_of(version_of(firm)) == before
    firm.forget().says("Ana", "/paper Q-2026-0001").hears("Quotation Q-2026-0001")
    assert "draft" not in told(with_files(firm, "Ana"))


def test_two_hundred_lines_are_shown_at_once(firm: Desk) -> None:
    lines = tuple(replace(lamp(), names=(("en", f"Lamp {each}"),)) for each in range(200))
    assert isinstance(lines[0], QuoteLine)
    edits(firm, "Ana", offer(*lines, remarks="long"))
    firm.says("Ana", "/paper D1").hears("Quotation D1")
    assert sum(each.quantity or Decimal() for each in lines) == 200_000
