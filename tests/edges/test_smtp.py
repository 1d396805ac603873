"""Sending: what has gone, what has certainly not, what nobody can know, and what never will (F12, F13, F14)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import pytest

from app.embedded import EmbeddedMail
from mail.login import Login, Unsafe
from mail.smtp import Sender
from mail.smtp_answers import LoginNotTaken
from rules.outgoing import Carried, MaybeSent, NeverSent, NotSent
from tests.standins.smtp_server import CUT, RESET_AFTER, SILENT, SmtpStandin

RAW = b"From: info@firm.example\r\nTo: eva@kunde.example\r\nSubject: offer\r\n\r\nhello\r\n.dot\r\n"
FROM, EVA, BO = "info@firm.example", "eva@kunde.example", "bo@kunde.example"


def sender(server: SmtpStandin, patience: float = 0.5, idle: float = 30.0) -> Sender:
    return Sender(Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=2.0), patience, idle)


async def outcome(sending: Awaitable[Carried]) -> str:
    try:
        await sending
    except (NotSent, MaybeSent, NeverSent) as fault:
        return type(fault).__name__
    return "Carried"


async def test_a_mail_arrives_as_it_was_written_and_the_servers_answer_is_kept() -> None:
    async with SmtpStandin() as server:
        mails = sender(server)
        carried = await mails.send(FROM, [EVA], RAW)
        await mails.close()
        assert carried == Carried("250 2.0.0 taken")
        assert server.taken == [RAW.replace(b"\r\n.dot", b"\r\n..dot") + b".\r\n"]
        assert any(each.startswith("MAIL FROM:<info@firm.example> SIZE=") for each in server.commands)


async def test_the_next_mail_goes_over_the_same_connection() -> None:
    async with SmtpStandin() as server:
        mails = sender(server)
        for _ in range(5):
            await mails.send(FROM, [EVA], RAW)
        await mails.close()
        assert (server.connections, len(server.taken), server.commands[-1]) == (1, 5, "QUIT")


async def test_at_most_two_connections_are_used_at_a_time() -> None:
    async with SmtpStandin() as server:
        mails = sender(server)
        await asyncio.gather(*(mails.send(FROM, [EVA], RAW) for _ in range(20)))
        await mails.close()
        assert (server.connections, len(server.taken)) == (2, 20)


async def test_a_connection_that_was_idle_too_long_is_not_used_again() -> None:
    async with SmtpStandin() as server:
        mails = sender(server, idle=0.0)
        await mails.send(FROM, [EVA], RAW)
        await mails.send(FROM, [EVA], RAW)
        await mails.close()
        assert server.connections == 2


@pytest.mark.parametrize("answer", [CUT, "421 4.4.2 idle too long"])
async def test_a_kept_connection_that_is_gone_costs_nothing_but_a_new_one(answer: str) -> None:
    async with SmtpStandin({"MAIL": ["250 ok", answer]}) as server:
        mails = sender(server)
        assert await outcome(mails.send(FROM, [EVA], RAW)) == "Carried"
        assert await outcome(mails.send(FROM, [EVA], RAW)) == "Carried"
        await mails.close()
        assert (server.connections, len(server.taken)) == (2, 2)


@pytest.mark.parametrize("step", ["CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "450 4.2.1 busy", "451 4.3.0 local error", "452 4.3.1 full"])
async def test_a_temporary_refusal_at_any_step_is_not_sent(step: str, answer: str) -> None:
    async with SmtpStandin({step: answer}) as server:
        mails = sender(server)
        assert await outcome(mails.send(FROM, [EVA], RAW)) == "NotSent"
        await mails.close()


@pytest.mark.parametrize("step", ["CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", [CUT, SILENT])
async def test_a_line_that_breaks_or_falls_silent_before_the_text_is_not_sent(step: str, answer: str) -> None:
    async with SmtpStandin({step: answer}) as server:
        mails = Sender(Login("127.0.0.1", server.port, "plain", "info", "secret", timeout=0.2))
        assert await outcome(mails.send(FROM, [EVA], RAW)) == "NotSent"
        assert server.taken == []


async def test_a_line_that_breaks_within_a_long_text_is_not_sent() -> None:
    async with SmtpStandin({"BODY": CUT, "EHLO": "250 standin AUTH"}) as server:
        mails = Sender(Login("127.0.0.1", server.port, "plain", timeout=2), patience=0.5)
        assert await outcome(mails.send(FROM, [EVA], RAW + b"x" * 70 * 300_000)) == "NotSent"


@pytest.mark.parametrize("answer", [CUT, SILENT, "gibberish"])
async def test_no_answer_after_the_final_dot_is_maybe_sent(answer: str) -> None:
    async with SmtpStandin({"DOT": answer}) as server:
        mails = sender(server, patience=0.2)
        assert await outcome(mails.send(FROM, [EVA], RAW)) == "MaybeSent"
        assert len(server.taken) == 1


async def test_an_answer_and_then_a_broken_line_is_sent() -> None:
    async with SmtpStandin({"DOT": RESET_AFTER}) as server:
        mails = sender(server)
        assert await outcome(mails.send(FROM, [EVA], RAW)) == "Carried"
        assert await outcome(mails.send(FROM, [EVA], RAW)) == "Carried"
        assert len(server.taken) == 2


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT"])
async def test_a_refusal_for_good_is_never_sent(step: str) -> None:
    async with SmtpStandin({step: ["554 5.7.1 not from you"]}) as server:
        mails = sender(server)
        with pytest.raises(NeverSent, match=r"554 5\.7\.1 not from you"):
            await mails.send(FROM, [EVA], RAW)
        assert await outcome(mails.send(FROM, [EVA], RAW)) == "Carried"
        assert server.connections == 1
        await mails.close()


async def test_a_days_quota_is_no_refusal_for_good() -> None:
    async with SmtpStandin({"DOT": "550 5.4.5 Daily user sending limit exceeded"}) as server:
        assert await outcome(sender(server).send(FROM, [EVA], RAW)) == "NotSent"


async def test_each_recipient_has_an_answer_of_its_own() -> None:
    answers: dict[str, str | list[str]] = {
        f"RCPT {BO}": "550 5.1.1 no such user",
        "RCPT ann@x.example": "451 4.7.1 greylisted",
    }
    async with SmtpStandin(answers) as server:
        mails = sender(server)
        carried = await mails.send(FROM, [EVA, BO, "ann@x.example", "no address"], RAW)
        assert carried.refused[0][0] == "no address"
        assert carried.refused[1] == (BO, "550 5.1.1 no such user")
        assert carried.postponed == (("ann@x.example", "451 4.7.1 greylisted"),)
        assert server.recipients == [[EVA]]
        with pytest.raises(NeverSent, match="no such user"):
            await mails.send(FROM, [BO], RAW)
        with pytest.raises(NotSent, match="greylisted"):
            await mails.send(FROM, [BO, "ann@x.example"], RAW)
        assert len(server.taken) == 1
        await mails.close()


async def test_a_mail_larger_than_the_server_takes_is_not_even_offered() -> None:
    async with SmtpStandin() as server:
        with pytest.raises(NeverSent, match="1000000"):
            await sender(server).send(FROM, [EVA], RAW + b"x" * 1_000_001)
        assert not any(each.startswith("MAIL") for each in server.commands)


async def test_a_wrong_password_is_tried_once_a_minute_and_no_more() -> None:
    async with SmtpStandin({"AUTH": "535 5.7.8 bad credentials"}) as server:
        mails = sender(server)
        with pytest.raises(LoginNotTaken, match="bad credentials") as first:
            await mails.send(FROM, [EVA], RAW)
        with pytest.raises(LoginNotTaken):
            await mails.send(FROM, [EVA], RAW)
        assert first.value.pause is not None
        assert (server.connections, first.value.pause.seconds) == (1, 60)


async def test_a_refused_token_comes_back_with_the_servers_reason() -> None:
    reason = "334 eyJzdGF0dXMiOiI0MDAiLCJzY29wZSI6Imh0dHBzOi8vbWFpbC5leGFtcGxlLyJ9"
    async with SmtpStandin({"AUTH": reason}) as server:
        mails = Sender(Login("127.0.0.1", server.port, "plain", "info", token=lambda: "stale", timeout=1))
        with pytest.raises(LoginNotTaken, match="535 no, status 400, scope https://mail.example/"):
            await mails.send(FROM, [EVA], RAW)


async def test_nobody_at_home_is_not_sent() -> None:
    async with SmtpStandin() as server:
        port = server.port
    assert await outcome(Sender(Login("127.0.0.1", port, "plain", timeout=1)).send(FROM, [EVA], RAW)) == "NotSent"


async def test_starttls_is_demanded_and_no_password_goes_without_it() -> None:
    async with SmtpStandin() as server:
        mails = Sender(Login("127.0.0.1", server.port, "starttls", "info", "secret", timeout=1))
        with pytest.raises(NotSent, match="(?i)starttls"):
            await mails.send(FROM, [EVA], RAW)
        assert not any(each.startswith("AUTH") for each in server.commands)


@pytest.mark.parametrize("host", ["smtp.firm.example", "10.0.0.1", "localhost.evil.example"])
def test_plain_text_is_for_this_machine_only(host: str) -> None:
    with pytest.raises(Unsafe):
        Login(host, 25, "plain")


def test_a_password_is_never_shown() -> None:
    assert "hunter2" not in repr(Login("127.0.0.1", 25, "plain", "info", "hunter2"))


async def test_whether_an_account_may_send_as_somebody_is_asked_without_sending() -> None:
    async with SmtpStandin({"MAIL": ["250 ok", "553 5.7.1 not yours"]}) as server:
        mails = sender(server)
        assert await mails.may_send_as(FROM, EVA) is None
        assert await mails.may_send_as("ana@firm.example", EVA) == "553 5.7.1 not yours"
        assert (await mails.checked())["size"] == "1000000"
        await mails.close()
        assert server.taken == []


async def test_a_mail_goes_through_the_embedded_server() -> None:
    async with EmbeddedMail({FROM: "secret", "ana@firm.example": "a"}) as mail:
        mails = Sender(Login("127.0.0.1", mail.smtp_port, "plain", FROM, "secret", timeout=2))
        carried = await mails.send(FROM, [EVA, "nobody@firm.example"], RAW)
        await mails.close()
        assert carried.refused == (("nobody@firm.example", "550 5.1.1 no such user here"),)
        assert mail.delivered(EVA) == [RAW]
