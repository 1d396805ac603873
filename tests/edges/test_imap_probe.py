"""What `check` and `init` say about an account: what works, what is wrong, and how to mend it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.embedded import EmbeddedMail
from mail.findings import Finding
from mail.login import Login, MailAccount
from mail.probe import probe_mailbox, probe_sending
from mail.probe_subaddress import probe_subaddress
from mail.providers import HOSTED, at_host, guessed
from tests.standins.imap_server import ImapStandin
from tests.standins.smtp_server import SmtpStandin

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
INFO = "info@firm.example"


def told(finding: Finding) -> tuple[bool, str, str]:
    def plain(line: object) -> str:
        return line.sentence.format_map({name: str(fact) for name, fact in line.facts}) if line else ""  # type: ignore[attr-defined]

    return finding.works, plain(finding.what), plain(finding.mend)


def test_a_good_mailbox_is_told_line_by_line() -> None:
    with EmbeddedMail({INFO: "secret"}) as mail:
        login = Login(mail.host, mail.imap_port, "plain", INFO, "secret", timeout=2)
        findings = probe_mailbox(MailAccount("front door", login))
        assert all(each.works for each in findings)
        assert told(findings[0])[1] == "127.0.0.1 lets info@firm.example in."
        assert told(findings[1])[1].startswith("INBOX is read as")
        assert told(findings[4])[1] == "The server tells new letters at once (IDLE)."


def test_a_missing_folder_is_told_and_how_to_name_it() -> None:
    with ImapStandin(capabilities="IMAP4rev1") as server:
        account = MailAccount("x", Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=1))
        findings = probe_mailbox(account)
        assert [each.works for each in findings] == [True, True, False, False, True, True]
        assert findings[2].mend is not None
        assert "asked every few seconds" in told(findings[4])[1]


@pytest.mark.parametrize(
    ("username", "mend"),
    [
        ("info@163.com", "authorisation code"),
        ("a@gmail.com", "app password"),
        ("a@outlook.com", "XOAUTH2"),
        (INFO, "your host"),
    ],
)
def test_a_wrong_password_comes_with_what_the_provider_wants(username: str, mend: str) -> None:
    with ImapStandin(password="right") as server:
        login = Login("127.0.0.1", server.port, "plain", username, "wrong", timeout=1)
        works, what, how = told(probe_mailbox(MailAccount("x", login))[0])
        assert not works
        assert f"refuses {username}" in what
        assert mend in how


def test_nobody_at_home_is_told_with_the_port_to_look_at() -> None:
    with ImapStandin() as server:
        port = server.port
    works, what, how = told(probe_mailbox(MailAccount("x", Login("127.0.0.1", port, "plain", "a", "b", timeout=1)))[0])
    assert (works, str(port) in what, how[:20]) == (False, True, "Nobody listens there")


async def test_sending_is_told_with_its_limit_and_whose_name_may_be_used() -> None:
    async with SmtpStandin({"MAIL": "553 5.7.1 not yours"}) as server:
        login = Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=1)
        findings = await probe_sending(login, send_as="ana@firm.example", front_door=INFO)
        assert [each.works for each in findings] == [True, True, False]
        assert "ask your host for a larger limit" in told(findings[1])[2]
        assert told(findings[2])[1] == "The account may not send as ana@firm.example: 553 5.7.1 not yours"
    async with SmtpStandin({"AUTH": "535 no", "EHLO": "250-x\r\n250-SIZE 52428800\r\n250 AUTH PLAIN"}) as server:
        (finding,) = await probe_sending(Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=1))
        assert "refuses info" in told(finding)[1]


async def test_a_subaddress_that_arrives_is_found() -> None:
    async with EmbeddedMail({INFO: "secret"}) as mail:
        account = MailAccount("x", Login(mail.host, mail.imap_port, "plain", INFO, "secret", timeout=2))
        sending = Login(mail.host, mail.smtp_port, "plain", INFO, "secret", timeout=2)
        probed = await probe_subaddress(account, sending, INFO, "k3j9", AT, seconds=3)
        assert (probed.taken, told(probed.finding)[1]) == (
            True,
            "A letter to info+probe-k3j9@firm.example arrives in INBOX.",
        )


async def test_a_subaddress_that_the_server_refuses_or_swallows_is_not_used() -> None:
    async with (
        EmbeddedMail({INFO: "secret"}) as mail,
        SmtpStandin({"RCPT": "550 5.1.1 unknown"}) as refusing,
        SmtpStandin() as lost,
    ):
        account = MailAccount("x", Login(mail.host, mail.imap_port, "plain", INFO, "secret", timeout=2))
        for server in (refusing, lost):
            sending = Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=1)
            probed = await probe_subaddress(account, sending, INFO, "k3j9", AT, seconds=0.2)
            assert (probed.taken, probed.finding.works) == (False, True)
        wrong = MailAccount("x", Login(mail.host, mail.imap_port, "plain", INFO, "wrong", timeout=2))
        assert (await probe_subaddress(wrong, sending, INFO, "k3j9", AT, seconds=0.2)).taken is None


@pytest.mark.parametrize(
    ("address", "exchangers", "imap", "smtp"),
    [
        ("a@gmail.com", (), "imap.gmail.com", "smtp.gmail.com"),
        ("a@hotmail.com", (), "outlook.office365.com", "smtp-mail.outlook.com"),
        ("a@vip.163.com", (), "imap.163.com", "smtp.163.com"),
        ("a@126.com", (), "imap.126.com", "smtp.126.com"),
        ("a@foxmail.com", (), "imap.qq.com", "smtp.qq.com"),
        ("a@firm.cn", ("mxbiz1.qq.com.",), "imap.exmail.qq.com", "smtp.exmail.qq.com"),
        ("a@firm.cn", ("mx1.qiye.aliyun.com",), "imap.qiye.aliyun.com", "smtp.qiye.aliyun.com"),
        ("a@firm.com", ("firm-com.mail.protection.outlook.com",), "outlook.office365.com", "smtp.office365.com"),
        ("a@firm.com", ("aspmx.l.google.com",), "imap.gmail.com", "smtp.gmail.com"),
        ("a@firm.com", ("evilgoogle.com",), "imap.firm.com", "smtp.firm.com"),
        ("a@yahoo.com", (), "imap.mail.yahoo.com", "smtp.mail.yahoo.com"),
        ("a@zoho.com", (), "imap.zoho.com", "smtp.zoho.com"),
        ("a@aliyun.com", (), "imap.aliyun.com", "smtp.aliyun.com"),
        ("a@sina.com", (), "imap.sina.com", "smtp.sina.com"),
        ("a@icloud.com", (), "imap.mail.me.com", "smtp.mail.me.com"),
        ("a@gmx.de", (), "imap.gmx.net", "mail.gmx.net"),
        ("a@fastmail.com", (), "imap.fastmail.com", "smtp.fastmail.com"),
        ("a@yandex.com", (), "imap.yandex.com", "smtp.yandex.com"),
        ("a@live.com", (), "outlook.office365.com", "smtp-mail.outlook.com"),
    ],
)
def test_the_settings_of_each_provider_are_known(
    address: str, exchangers: tuple[str, ...], imap: str, smtp: str
) -> None:
    provider = guessed(address, exchangers)
    assert (provider.imap[0], provider.smtp[0]) == (imap, smtp)
    assert provider.imap[1:] == (993, "tls")


@pytest.mark.parametrize("name", sorted(HOSTED))
def test_a_provider_is_known_by_its_servers_whoever_owns_the_domain(name: str) -> None:
    provider = HOSTED[name]
    for host, _, _ in (provider.imap, provider.smtp):
        known = at_host(host.upper())
        assert known is not None
        assert (known.wants, known.keeps_sent, known.authserv_id) == (
            provider.wants,
            provider.keeps_sent,
            provider.authserv_id,
        )
    assert at_host("imap.firm.example") is None


def test_a_clock_that_is_wrong_is_told_by_the_newest_letter() -> None:
    with EmbeddedMail({INFO: "secret"}, lambda: AT + timedelta(minutes=5)) as mail:
        account = MailAccount("x", Login(mail.host, mail.imap_port, "plain", INFO, "secret", timeout=2))
        assert all(each.works for each in probe_mailbox(account, AT))
        mail.put(INFO, "INBOX", b"Subject: x\r\n\r\nx\r\n")
        assert [told(each)[1][:18] for each in probe_mailbox(account, AT) if not each.works] == ["The server's clock"]
        assert all(each.works for each in probe_mailbox(account, AT + timedelta(minutes=6)))
