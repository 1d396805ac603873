"""The papers of orders: all mandatory fields of annex B in each language, and nothing that is not to be read."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from documents.catalogue import BY_NAME, LANGUAGES
from documents.paper import Paper
from documents.printing import as_pdf, as_pictures, as_workbook
from documents.samples import SAMPLE_COMPANY
from documents.stationery import Stationery
from documents.trade_parts import told
from documents.trade_samples import trade_sheet
from documents.trade_sheet import Sheet
from documents.trade_words import FIELDS, WORDS
from rules.trade_paper import Kind, missing
from tests.documents.test_quotation_paper import nothing, texts

PLAIN = Stationery()
K = Kind
LABELS = {
    K.PROFORMA: ("delivery_terms", "payment_method", "delivery_time", "shipping_marks", "confirmed_by",
                 "signed_returned_at", "copy_accounting", "order_requirements"),
    K.CONTRACT: ("quality_standard", "packaging", "trade_country", "delivery_place_time", "transport", "payment_method",
                 "breach", "disputes", "template_kind", "reviewed_by", "rechecked_by", "company_signed_at",
                 "copy_to_customer_at", "archive_ref"),
    K.PRODUCTION: ("contract_ref", "quality_standard", "customer_details", "shipping_marks", "packaging",
                   "delivery_date", "confirmed_by", "issued_to"),
    K.PURCHASE: ("part_requirements", "quality", "delivery_date", "reviewed_by", "signed_back_at", "preprod_sample"),
    K.INSPECTION: ("order", "kind", "basis", "inspector", "inspected_at", "findings", "result", "reported_to",
                   "report_file"),
    K.PACKING: ("order", "customer_packaging", "cartons", "net_gross", "volume", "marks", "inspection_ref",
                "sent_to_customer_at"),
    K.INVOICE: ("delivery_terms", "payment_method", "shipping_marks"),
    K.SHIPMENT: ("forwarder", "etd", "eta", "arrived_at", "customer_notified_at"),
    K.REMINDER: ("order", "amount_due", "due_on"),
    K.SAMPLE: ("sample_no", "customer", "product", "customer_requirements", "qty_requested", "qty_made", "need_by",
               "confirmed_by", "copies", "reviewed_by", "label_instructions", "courier_no", "sent_at", "retained_label"),
}  # fmt: skip
"""The mandatory fields of each form that have a label of their own; goods, prices and numbers stand in tables and the head."""
SAYS = {
    K.PROFORMA: ("PI-2026-0007", "24.80", "11,904.00", "USD 32,814.00", "FOB Ningbo, China, Incoterms® 2020", "C/NO. 1-UP",
                 "EXAMCNBJ92A", "Nordljus Belysning AB", "PO-4711", "480"),
    K.CONTRACT: ("SC-2026-0007", "LED-PNL-6060-40", "480", "24.80", "USD 32,814.00", "Nordljus Belysning AB"),
    K.PRODUCTION: ("MO-2026-0007", "LED-PNL-6060-40", "480", "C/NO. 1-UP", "SC-2026-0007"),
    K.PURCHASE: ("PO-2026-0007", "Yuyao Brightway Electronics", "500", "19.80", "CNY 9,900.00"),
    K.INSPECTION: ("IR-2026-0007", "Wei Chen", "Two cartons with a dented corner, replaced on the spot"),
    K.PACKING: ("PL-2026-0007", "1-40", "41-280", "3,531.10", "25.460", "C/NO. 1-UP", "459"),
    K.INVOICE: ("CI-2026-0007", "24.80", "USD 32,814.00", "EXAMCNBJ92A"),
    K.SHIPMENT: ("SN-2026-0007", "Ningbo Seaway Logistics", "EVER EXAMPLE 0421W"),
    K.REMINDER: ("PR-2026-0007", "22,969.80", "EXAMCNBJ92A"),
    K.SAMPLE: ("SF-2026-0007", "S12", "Nordljus Belysning AB", "2", "3"),
}  # fmt: skip
DAYS = {
    K.PRODUCTION: ("8 May 2026", "2026年5月8日"),
    K.INSPECTION: ("6 May 2026", "2026年5月6日"),
    K.SHIPMENT: ("14 June 2026", "2026年6月14日"),
    K.REMINDER: ("29 May 2026", "2026年5月29日"),
}


def paper_of(sheet: Sheet) -> Paper:
    return BY_NAME[str(sheet.paper.kind)].paper(sheet)


def test_the_catalogue_knows_each_kind_by_its_name() -> None:
    assert {str(each) for each in Kind} <= set(BY_NAME)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_it_has_every_mandatory_field_of_its_form(kind: Kind, language: str) -> None:
    sheet = trade_sheet(kind, language)
    said = " | ".join(texts(paper_of(sheet)))
    places = [0 if each == "en" else 1 for each in language.split("+")]
    wanted = [FIELDS[name][place] for name in LABELS[kind] for place in places]
    wanted += [WORDS[str(kind)][place] for place in places] + list(SAYS[kind])
    wanted += [DAYS[kind][place] for place in places if kind in DAYS]
    assert [each for each in wanted if each not in said] == []
    assert missing(sheet.paper) == ()
    if language == "en":
        assert not re.search("[\u4e00-\u9fff]", said), "no Chinese on an English paper"


@pytest.mark.parametrize("kind", Kind)
def test_the_words_are_on_the_pdf_and_in_the_workbook(kind: Kind) -> None:
    paper = paper_of(trade_sheet(kind, "en"))
    assert as_pdf(str(kind), paper, PLAIN, nothing).files[0].startswith(b"%PDF")
    book = as_workbook(paper, PLAIN, nothing).files[0]
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert [FIELDS[each][0] for each in LABELS[kind] if FIELDS[each][0].replace("&", "&amp;") not in strings] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [K.PRODUCTION, K.INSPECTION])
def test_production_reads_neither_the_customer_nor_a_price(kind: Kind, language: str) -> None:
    said = " ".join(texts(paper_of(trade_sheet(kind, language))))
    assert [
        each for each in ("Nordljus Belysning", "Lindqvist", "24.80", "11,904", "32,814", "USD") if each in said
    ] == []


def test_a_purchase_order_never_shows_what_the_customer_pays() -> None:
    sheet = trade_sheet(K.PURCHASE, "en")
    sold = trade_sheet(K.PROFORMA, "en").paper.order
    mixed = replace(sheet.paper, order=sold).with_field("quantity", "500 pcs").with_field("unit_price", "CNY 19.80")
    said = " ".join(texts(paper_of(replace(sheet, paper=mixed))))
    assert [each for each in ("24.80", "32,814", "Nordljus", "deposit") if each in said] == []
    assert "9,900.00" in said


def test_a_field_that_is_filled_in_later_is_a_line_to_write_on_until_it_is_ticked() -> None:
    sheet = trade_sheet(K.PROFORMA, "en")
    empty = {each.label[0]: each.text for each in paper_of(sheet).record}
    assert empty == {
        "Confirmed by (supervisor/manager)": ("Mei Zhou",),
        "Signed and returned on": (),
        "Copy to accounting": (),
    }
    ticked = replace(sheet, ticked={"signed_returned_at": "2026-03-24"})
    assert ("24 March 2026",) in [each.text for each in paper_of(ticked).record]


def test_the_sums_of_a_packing_list_are_those_of_its_lines_and_formulas_in_the_workbook() -> None:
    paper = paper_of(trade_sheet(K.PACKING, "en"))
    (table,) = paper.tables
    for place, text, value in table.sums:
        assert (
            sum((row[place].number or Decimal() for row in table.rows), Decimal())
            == value
            == Decimal(text.replace(",", ""))
        )
    book = as_workbook(paper, PLAIN, nothing).files[0]
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert len(re.findall(r"<f>SUM\(", sheet)) == 5


def test_a_draft_says_so_and_bears_no_stamp() -> None:
    paper = paper_of(replace(trade_sheet(K.CONTRACT, "en"), is_draft=True, number="P12"))
    assert paper.draft == ("DRAFT", "草稿")
    assert not paper.is_stamped


def test_the_photographs_of_an_inspection_are_printed_and_a_lost_one_is_told() -> None:
    sheet = trade_sheet(K.INSPECTION, "en")
    picture = as_pictures(str(K.SAMPLE), paper_of(trade_sheet(K.SAMPLE, "en")), PLAIN, nothing, 40).files[0]
    shown, lost = "a" * 64, "b" * 64

    def load(sha256: str) -> bytes:
        return picture if sha256 == shown else nothing(sha256)

    paper = paper_of(replace(sheet, paper=replace(sheet.paper, pictures=(shown, lost))))
    without = as_pdf(str(K.INSPECTION), paper_of(sheet), PLAIN, load).files[0]
    printed = as_pdf(str(K.INSPECTION), paper, PLAIN, load)
    assert b"/Subtype/Image" in printed.files[0].replace(b" ", b"")
    assert len(printed.files[0]) > len(without)
    assert len(printed.remarks) == 1


HOSTILE = '#image("/etc/passwd") =1+1 *x* \u202egnp.exe \u0000 ' + "ي" * 40 + " شركة المصباح " + "W" * 300


@pytest.mark.parametrize("kind", Kind)
def test_sixty_lines_and_hostile_words_of_any_length_are_printed_as_they_are(kind: Kind) -> None:
    sheet = trade_sheet(kind, "en+zh", lines=60)
    paper = sheet.paper
    for name in ("findings", "quality", "customer_requirements", "forwarder", "note", "remarks", "basis", "supplier"):
        paper = paper.with_field(name, HOSTILE * 4)
    goods = replace(paper.order.goods, company=HOSTILE if kind is not K.PURCHASE else "", address=HOSTILE)
    order = replace(paper.order, goods=goods, marks=HOSTILE, requirements=HOSTILE * 20).with_clause(
        "breach", HOSTILE * 30
    )
    made = paper_of(replace(sheet, paper=replace(paper, order=order)))
    printed = as_pdf(str(kind), made, PLAIN, nothing)
    assert printed.files[0].startswith(b"%PDF")
    assert not printed.broken
    book = as_workbook(made, PLAIN, nothing).files[0]
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        formulas = re.findall(r"<f>([^<]*)</f>", archive.read("xl/worksheets/sheet1.xml").decode())
    assert all(re.match(r"SUM\(|ROUND\(|IF\(ROUND\(", each) for each in formulas)


def test_the_signatures_stand_with_a_line_of_text_on_their_page() -> None:
    for kind in (K.PROFORMA, K.CONTRACT, K.PURCHASE, K.PACKING):
        assert paper_of(trade_sheet(kind, "en")).closing


def test_bank_details_are_those_that_were_approved_with_the_paper() -> None:
    sheet = trade_sheet(K.PROFORMA, "en")
    changed = replace(sheet, company=replace(SAMPLE_COMPANY, banks={"": "Account: 999"}))
    assert ("Account", "0123 4567 8901 2345") in paper_of(changed).bank
    assert ("Account", "999") not in paper_of(changed).bank


def test_a_day_that_is_none_is_printed_as_it_was_written() -> None:
    sheet = trade_sheet(K.SHIPMENT, "en")
    odd = replace(sheet, paper=sheet.paper.with_field("etd", "2026-02-31").with_field("eta", "mid June"))
    assert told(odd, "etd") == ("2026-02-31",)
    assert told(odd, "eta") == ("mid June",)


def test_papers_alike_are_the_same_bytes() -> None:
    drawn: set[Any] = set()
    for _ in range(2):
        paper = paper_of(trade_sheet(K.CONTRACT, "en+zh"))
        drawn.add((as_pdf("contract", paper, PLAIN, nothing).files[0], as_workbook(paper, PLAIN, nothing).files[0]))
    assert len(drawn) == 1
