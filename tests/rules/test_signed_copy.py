"""Which files and which words can bring a signed copy (R159)."""

from __future__ import annotations

import pytest

from rules.signed_copy import Fault, fault_of, names_number, speaks_of_signing


@pytest.mark.parametrize(
    ("name", "content_type", "size", "danger", "fault"),
    [
        ("PI.pdf", "application/pdf", 9000, "", None),
        ("IMG_1.HEIC", "application/octet-stream", 9000, "", None),
        ("scan.tif", "image/tiff", 9000, "", None),
        ("contract.doc", "application/msword", 9000, "", None),
        ("photo", "image/jpeg", 9000, "", None),
        ("PI.pdf", "application/pdf", 0, "", Fault.EMPTY),
        ("PI.pdf", "application/pdf", 9000, "disguised", Fault.DANGEROUS),
        ("PI.pdf.exe", "application/pdf", 9000, "program", Fault.DANGEROUS),
        ("PI.zip", "application/zip", 9000, "", Fault.NO_SCAN),
        ("PI.txt", "text/plain", 9000, "", Fault.NO_SCAN),
        ("PI.xlsx", "", 9000, "", Fault.NO_SCAN),
        ("", "", 9000, "", Fault.NO_SCAN),
    ],
)
def test_which_files_count(name: str, content_type: str, size: int, danger: str, fault: Fault | None) -> None:
    assert fault_of(name, content_type, size, danger) is fault


@pytest.mark.parametrize(
    "text",
    [
        "Please find attached the signed PI.",
        "Countersigned contract attached",
        "已签字盖章，请查收",
        "附件為簽回的合約",
        "Adjunto la proforma firmada.",
        "Anbei der unterschriebene Vertrag",
        "Ci-joint le contrat signé",
        "In allegato il contratto firmato",
        "Segue a fatura assinada",
        "Подписанный контракт во вложении",
        "مرفق العقد الموقع",
        "İmzalı sözleşme ektedir: imza ve kaşe tamam",
        "署名済みの契約書です",
        "서명한 계약서입니다",
        "Gửi lại bản đã ký",
    ],
)
def test_words_that_say_so_in_the_languages_of_our_customers(text: str) -> None:
    assert speaks_of_signing("", text, ["scan001.pdf"])


@pytest.mark.parametrize(
    "text",
    [
        "Here is the drawing.",
        "We will sign it tomorrow.",
        "It is not yet signed.",
        "还没签，下周发",
        "Noch nicht unterschrieben, kommt morgen",
        "Please design a new label; we assigned it to Bob.",
    ],
)
def test_words_that_do_not(text: str) -> None:
    assert not speaks_of_signing("Re: pumps", text, ["drawing.pdf"])


def test_a_files_name_is_enough() -> None:
    assert speaks_of_signing("", "", ["PI_signed_stamped.pdf"])
    assert speaks_of_signing("", "", ["合同-已签.pdf"])


@pytest.mark.parametrize("text", ["PI-2026-0007.pdf", "pi 2026 0007", "PI_2026_0007_back.jpg", "Re: PI20260007"])
def test_a_number_is_known_in_whatever_signs(text: str) -> None:
    assert names_number("PI-2026-0007 v2", [text])
    assert not names_number("PI-2026-0008", [text])
