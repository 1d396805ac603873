"""Which letters raise a warning of payment fraud, and which must not (issue 6, fraud): false alarms are rare."""

from __future__ import annotations

import pytest

from rules.payment_fraud import bank_details, look_alike, says_changed, signs

OURS = ("Bank of China, Ningbo; Account No: 1234 5678 9012; SWIFT: BKCHCNBJ92A",)
KNOWN = ("firm.example.com", "kunde.example", "riverpumps.com", "acme-tools.de")
KUNDE = ("eva@kunde.example",)


def kinds(text: str, senders: tuple[str, ...] = KUNDE) -> set[str]:
    return {each.kind for each in signs(text, senders, KNOWN, OURS)}


@pytest.mark.parametrize(
    "text",
    [
        "Please note our new bank account, valid from today.",
        "We have changed our bank details. Kindly use the account below for the balance.",
        "Our bank details have been updated due to an audit.",
        "The account has been frozen, do not pay there.",
        "我们的收款账户已变更，请把尾款付到新账户。",
        "请注意，更改收款账户如下",
        "請付到新的銀行帳戶",
        "Bitte beachten Sie unsere neue Bankverbindung.",
        "Nuestra nueva cuenta bancaria es la siguiente",
        "Veuillez noter nos nouvelles coordonnées bancaires.",
        "Le nostre coordinate bancarie sono cambiate.",
        "Segue a nossa nova conta bancária",
        "У нас новые банковские реквизиты.",
        "يرجى العلم بتغيير الحساب البنكي",
        "Yeni banka hesabımız aşağıdadır",
        "振込先口座が変更になりました",
        "계좌번호가 변경되었습니다",
        "Chúng tôi có tài khoản ngân hàng mới",
        "Please transfer the balance to the following account: IBAN DE89 3704 0044 0532 0130 00",
        "Kindly remit the payment to our account no. 998877665544.",
        "请汇款到账号：6222020200112233445",
    ],
)
def test_changed_or_new_bank_details_are_seen(text: str) -> None:
    assert "bank_changed" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "We have paid the deposit today from our account IBAN DE89 3704 0044 0532 0130 00, bank slip attached.",
        "Please confirm that we pay to your account no. 1234 5678 9012, SWIFT BKCHCNBJ92A.",
        "Our bank details have not changed since last year.",
        "贵司账户没有变更吧？",
        "We changed the colour of the pumps; the payment follows on Friday.",
        "Please send the invoice to our accounting department.",
        "When can you ship? Our new warehouse is in Hamburg.",
        "We have a new purchasing manager. Bank holidays are in May.",
        "Please pay attention to the packing.",
        "Order 998877665544 is urgent.",
        "",
    ],
)
def test_ordinary_letters_raise_nothing(text: str) -> None:
    assert kinds(text) == set()


@pytest.mark.parametrize(
    ("domain", "like"),
    [
        ("kunde.example", ""),
        ("mail.kunde.example", ""),
        ("kunde.com", "kunde.example"),
        ("kundе.example", "kunde.example"),
        ("riverpurnps.com", "riverpumps.com"),
        ("riverpump.com", "riverpumps.com"),
        ("rivrepumps.com", "riverpumps.com"),
        ("r1verpumps.com", "riverpumps.com"),
        ("riverpumps.co", "riverpumps.com"),
        ("riverpumps-payment.com", "riverpumps.com"),
        ("acmetools.de", "acme-tools.de"),
        ("lakepumps.com", ""),
        ("gmail.com", ""),
        ("tools.com", ""),
        ("", ""),
    ],
)
def test_a_domain_that_is_made_to_resemble_a_known_one(domain: str, like: str) -> None:
    assert look_alike(domain, KNOWN) == like


def test_a_look_alike_is_told_only_where_it_is_about_money() -> None:
    alike = ("eva@kunde-example.com", "eva@riverpurnps.com")
    assert kinds("When will the goods leave?", alike) == set()
    assert kinds("Please send me the invoice for the deposit.", alike) == {"look_alike"}
    assert kinds("The payment is on its way.", ("eva@riverpumps.com", "boss@r1verpumps.com")) == {"look_alike"}


def test_details_are_read_with_blanks_and_only_true_ibans() -> None:
    assert bank_details("IBAN: DE89 3704 0044 0532 0130 00") == {"DE89370400440532013000"}
    assert bank_details("IBAN: DE89 3704 0044 0532 0130 01") == frozenset()
    assert bank_details("A/C No: 1234-5678-9012, Swift code: BKCHCNBJ92A") == {"123456789012", "BKCHCNBJ92A"}
    assert bank_details("") == frozenset()


def test_a_very_long_letter_is_read_in_no_time() -> None:
    assert says_changed("account " * 200_000) == ""
    assert bank_details("DE89 " * 100_000) == frozenset()
