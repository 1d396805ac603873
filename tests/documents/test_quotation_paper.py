"""The quotation on paper: all of R118 in its languages, the same bytes each time, and strangers' words printed as they are."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from documents.catalogue import BY_NAME, DOCUMENTS, LANGUAGES
from documents.company import Company
from documents.paper import Paper
from documents.printing import Printed, as_pdf, as_pictures
from documents.quotation import Offer, quotation_paper
from documents.samples import SAMPLE_COMPANY, sample_offer
from documents.stationery import Stationery
from rules.quote import QuoteLine, total

ROOT = Path(__file__).resolve().parents[2]
PLAIN = Stationery()


def nothing(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)


def pdf(paper: Paper, stationery: Stationery = PLAIN) -> bytes:
    return as_pdf("quotation", paper, stationery, nothing).files[0]


def pages(paper: Paper) -> int:
    return len(as_pictures("quotation", paper, PLAIN, nothing, 30).files)


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in texts(each)]
    names = getattr(value, "__dataclass_fields__", ())
    return [text for name in names for text in texts(getattr(value, name))]


def with_line(**values: Any) -> Offer:
    offer = sample_offer("en")
    first, *rest = offer.quote.lines
    return replace(offer, quote=replace(offer.quote, lines=(replace(first, **values), *rest)))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_is_drawn_with_its_sample(document: Any, language: str) -> None:
    sample = document.sample(language, SAMPLE_COMPANY)
    assert isinstance(sample, document.view)
    printed = as_pdf(document.template, document.paper(sample), PLAIN, nothing)
    assert printed.files[0].startswith(b"%PDF")
    assert not printed.remarks
    assert not printed.broken
    assert re.fullmatch(r"[A-Za-z0-9.-]+", document.file_name(sample))


SAYS = {
    "en": ["Quotation", "Q-2026-0031", "6 March 2026", "5 April 2026", "Nordljus Belysning AB", "Sweden", "Ana Wang",
           "LED-T8-1200-18", "LED tube T8, 1.2 m, 18 W", "6500 K, 1,980 lm", "6,000", "pcs", "1.945", "11,670.00",
           "USD 32,814.00", "US DOLLARS THIRTY-TWO THOUSAND EIGHT HUNDRED FOURTEEN ONLY",
           "FOB Ningbo, China, Incoterms® 2020", "35 days after receipt of the deposit", "EXAMCNBJ92A",
           "This offer is valid until 5 April 2026.", "Alternatives, not included in the total", "18,432.00"],
    "zh": ["报价单", "2026年3月6日", "瑞典", "宁波流明照明有限公司", "LED灯管 T8 1.2米 18瓦", "件", "收到定金后35天内发货",
           "美元叁万贰仟捌佰壹拾肆元整", "本报价有效期至2026年4月5日。", "备选方案（未计入合计）", "授权签字及盖章"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_a_quotation_has_to_say(language: str) -> None:
    said = texts(quotation_paper(sample_offer(language)))
    for each in language.split("+"):
        wanted = [text for text in SAYS[each] if len(language) == 2 or text not in ("件", "瑞典")]
        assert [text for text in wanted if not any(text in told for told in said)] == []
    if language == "en":
        assert not re.search("[\u4e00-\u9fff]", "".join(said)), "no Chinese on an English paper"


def test_nothing_internal_stands_on_it() -> None:
    offer = with_line(
        costs=(("labour", Decimal("7.77")),), cost_currency="CNY", cost_source="SECRET-1", floor=Decimal("6.66"),
        hs_code="94051100",
    )  # fmt: skip
    quote = replace(offer.quote, reason="SECRET-2", assumptions=("SECRET-3",), charges=(("freight", Decimal(999)),))
    said = " ".join(texts(quotation_paper(replace(offer, quote=quote))))
    assert not [each for each in ("SECRET", "7.77", "6.66", "999", "labour") if each in said]


def test_the_total_is_the_sum_of_the_amounts_that_stand_there() -> None:
    offer = sample_offer("en", lines=50)
    (table, _) = quotation_paper(offer).tables
    amounts = [row[-1].text[0] for row in table.rows]
    assert table.total is not None
    assert sum(Decimal(each.replace(",", "")) for each in amounts) == total(offer.quote) == table.total[2]
    assert table.total[1] == f"USD {total(offer.quote):,.2f}"


@pytest.mark.parametrize(("currency", "amount"), [("JPY", "11,904"), ("KWD", "11,904.000"), ("EUR", "11,904.00")])
def test_amounts_have_the_places_of_their_currency(currency: str, amount: str) -> None:
    offer = sample_offer("en")
    table = quotation_paper(replace(offer, quote=replace(offer.quote, currency=currency))).tables[0]
    assert table.rows[0][-1].text == (amount,)


def test_a_draft_says_so_and_bears_no_stamp() -> None:
    paper = quotation_paper(replace(sample_offer("en"), is_draft=True, number="D7"))
    assert paper.draft == ("DRAFT", "草稿")
    assert not paper.is_stamped
    assert pdf(paper) != pdf(replace(paper, draft=()))


def test_the_same_content_makes_the_same_bytes_in_another_process_and_at_another_time(tmp_path: Path) -> None:
    here = hashlib.sha256(pdf(quotation_paper(sample_offer("en+zh")))).hexdigest()
    program = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1])\n"
        "from documents.press import PRESS\nfrom documents.printing import as_pdf\n"
        "from documents.quotation import quotation_paper\nfrom documents.samples import sample_offer\n"
        "from documents.stationery import Stationery\n"
        "paper = quotation_paper(sample_offer('en+zh'))\n"
        "print(hashlib.sha256(as_pdf('quotation', paper, Stationery(), None).files[0]).hexdigest()); PRESS.close()"
    )
    there = subprocess.run(
        [sys.executable, "-c", program, str(ROOT)], capture_output=True, text=True, check=True, cwd=tmp_path,
        env={"TZ": "America/Lima", "LANG": "C", "PATH": os.defpath, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"},
    )  # fmt: skip
    assert there.stdout.strip() == here


HOSTILE = [
    '#panic("boom")',
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    "$ integral $ *bold* _it_ `raw` = title",
    "[[ ]] #[x] \\ \\u{1F600} <label> @reference // comment /* more",
    '"},{"kind":"x"',
    '=HYPERLINK("http://evil.example","x")',
    "http://evil.example/?a=1 javascript:alert(1)",
    "</script><b>{{7*7}} ${7*7}",
    "line\nbreak\r\nand \x00 nul \x1b[31m",
    "abc\u202egnirts\u202c \u2066isolated\u2069 \u200bzero",
    "-" * 300 + "~" * 300,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_every_field_are_printed_as_they_are(text: str) -> None:
    offer = sample_offer("en+zh")
    line = QuoteLine(text, (("en", text), ("zh", text)), text, text, Decimal(1), text, Decimal(1), text)
    quote = replace(
        offer.quote, lines=(line, replace(line, alternative=True)), place=text, payment=text, delivery=text,
        packaging=text, contact=text, company=text, address=text, remarks=text, country="SE",
    )  # fmt: skip
    company = Company(text, text, text, text, text, text, text, {"": text})
    hostile = replace(offer, quote=quote, company=company, contact=(text, text))
    paper = quotation_paper(hostile)
    printed = as_pdf("quotation", paper, PLAIN, nothing)
    assert printed.files[0].startswith(b"%PDF")
    assert printed.broken == ()
    strange = re.compile("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b]")
    assert not [each for each in texts(paper) if strange.search(each)], "nothing unseen, nothing that turns the order"
    first = paper.parties[0][1][0]
    assert first == " ".join("".join(c for c in text.replace("\r\n", "\n") if not strange.match(c)).split())[:200] or (
        first.endswith("…")
    )
    annotations = b"".join(_streams(printed.files[0]))
    assert b"/URI" not in printed.files[0] + annotations, "no link that can be pressed"


LONG = ["W" * 10_000, "长" * 10_000, "ن" * 3_000, "LED-" * 2_000, "i" * 500, "a " * 5_000]


@pytest.mark.parametrize("text", LONG, ids=lambda each: each[:6])
def test_endless_words_are_broken_and_cut_with_an_ellipsis(text: str) -> None:
    offer = with_line(product=text, names=(("en", text),), specification=text, unit=text)
    paper = quotation_paper(replace(offer, quote=replace(offer.quote, company=text, payment=text, place=text)))
    assert max(len(each) for each in texts(paper)) <= 2001
    assert pages(paper) <= 6
    assert pdf(paper).startswith(b"%PDF")


def test_what_is_longer_than_a_page_goes_on_to_the_next_and_nothing_sticks_out() -> None:
    short, words = with_line(description="lamp"), with_line(description="lamp " * 400)
    one, endless = pages(quotation_paper(short)), with_line(description="W" * 2_000)
    assert pages(quotation_paper(endless)) > one + 1, "about 150 lines of 13 letters"
    assert pages(quotation_paper(words)) > one


def test_a_long_one_has_its_head_and_its_number_on_every_page() -> None:
    paper = quotation_paper(sample_offer("en", lines=60))
    count = pages(paper)
    assert 3 <= count <= 6
    assert pages(quotation_paper(sample_offer("en", lines=2))) == 1, "a short one is one page"


def test_a_sign_that_nothing_can_print_is_told() -> None:
    printed = as_pdf("quotation", quotation_paper(with_line(description="\U0001f600 ok")), PLAIN, nothing)
    (said,) = printed.remarks
    assert dict(said.facts)["signs"] == "\U0001f600"
    assert pdf(quotation_paper(with_line(description="? ok"))) == printed.files[0]


NAMES = [
    "شركة النور للإنارة",
    "חברת תאורה בע״מ",
    "บริษัท แสงสว่าง จำกัด",
    "नमस्ते व्यापार",
    "주식회사 한빛",
    "Ελένη",
    "株式会社",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_script_are_printed_without_a_remark(name: str) -> None:
    offer = with_line(names=(("en", name),), specification=name)
    printed: Printed = as_pdf(
        "quotation", quotation_paper(replace(offer, quote=replace(offer.quote, company=name))), PLAIN, nothing
    )
    assert printed.remarks == ()


def test_joiners_within_a_word_stay_and_others_go() -> None:
    paper = quotation_paper(with_line(description="می\u200cخواهم a\u200db"))
    assert any("می\u200cخواهم ab" in each for each in texts(paper))


def test_an_empty_draft_is_a_paper_too() -> None:
    offer = sample_offer("en")
    empty = replace(offer.quote, lines=(), currency="", term="", place="", valid_until=None, company="", contact="")
    paper = quotation_paper(Offer(empty, "D1", date(2026, 3, 6), Company()))
    assert pdf(paper).startswith(b"%PDF")
    half = replace(offer.quote, lines=(QuoteLine(names=(("en", "Lamp"),)),))
    assert pdf(quotation_paper(replace(offer, quote=half))).startswith(b"%PDF")


def test_bank_details_go_by_currency() -> None:
    company = Company(banks={"USD": "Bank: A；Account：1", "": "Only one line"})
    assert company.bank("USD") == (("Bank", "A"), ("Account", "1"))
    assert company.bank("SEK") == (("", "Only one line"),)
    assert Company().bank("USD") == ()


def test_the_catalogue_names_each_paper_once() -> None:
    assert len(BY_NAME) == len(DOCUMENTS)
    assert "quotation" in BY_NAME


def _streams(content: bytes) -> list[bytes]:
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            continue
    return found
