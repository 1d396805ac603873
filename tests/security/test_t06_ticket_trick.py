"""T06: whoever gets a verification mail sent to a support address that everybody reads has an account of the company.

The "ticket trick" (2017) opened Slack, Yammer and others at hundreds of companies: sign up with the help desk's address or a
thread's, read the code in the ticket. Here such mails are for administrators alone, join nothing, and go nowhere.
"""

from __future__ import annotations

import pytest

from rules.letter import Kind
from storage.tables.letters import LetterRow
from tests.dialogues.desk import Desk
from tests.experiments import Seen

CODE = "731-942"
SAMPLES = [
    ("Slack <no-reply@slack.example>", "Slack confirmation code: {c}", "Your confirmation code is {c}."),
    ("Slack <feedback@slack.example>", "Confirm your email address on Slack", "Confirm your email: https://slack.example/c/{c}"),
    ("Google <no-reply@accounts.google.example>", "Security alert", "New sign-in. Code {c}. Not you? Reset your password."),
    ("Google <noreply@google.example>", "{c} is your verification code", "Use {c} to verify your email."),
    ("GitLab <gitlab@mg.gitlab.example>", "Confirmation instructions", "Welcome! Confirm your account: https://g.example/{c}"),
    ("Facebook <security@facebookmail.example>", "{c} is your account recovery code", "A request to reset your password. {c}"),
    ("Zoom <no-reply@zoom.example>", "Please activate your Zoom account", "Activate your account: https://zoom.example/{c}"),
    ("Dropbox <no-reply@dropbox.example>", "Verify your email address", "Please verify your email: https://dropbox.example/{c}"),
    ("Microsoft <account-security-noreply@account.example>", "Microsoft account security code", "Security code: {c}"),
    ("Atlassian <noreply@am.atlassian.example>", "Reset your password", "Follow this link {c} to reset your password."),
    ("Alibaba <no-reply@passport.alibaba.example>", "您的验证码", "您的验证码是 {c}，请勿泄露。"),
    ("QQ <noreply@mail.qq.example>", "邮箱校验码", "校验码：{c}，五分钟内有效。"),
    ("WeCom <noreply@wecom.example>", "激活账号", "请点击链接激活账号 {c}"),
    ("Amazon <no-reply@sellercentral.example>", "Your one-time password", "Your one-time password (OTP) is {c}"),
    ("PayPal <service@paypal.example>", "Your security code is {c}", "Enter this security code: {c}"),
    ("LinkedIn <security-noreply@linkedin.example>", "Here's your PIN {c}", "Your PIN is {c}. Do not share this PIN."),
    ("Notion <notify@mail.notion.example>", "Your temporary Notion login code is {c}", "Login code: {c}"),
    ("Medium <noreply@medium.example>", "Sign in to Medium", "Click this magic link to sign in: https://m.example/{c}"),
    ("Zendesk <noreply@zendesk.example>", "Set your password", "Set your password: https://z.example/{c}"),
    ("X <verify@x.example>", "{c} is your X verification code", "Please enter this verification code: {c}"),
    ("Correo <no-responder@correo.example>", "Código de verificación", "Su código de verificación es {c}"),
    ("Bank <noreply@bank.example>", "Ihr Bestätigungscode", "Ihr Bestätigungscode lautet {c}"),
    ("La Poste <ne-pas-repondre@poste.example>", "Code de vérification", "Votre code de vérification : {c}"),
    ("Yandex <noreply@id.yandex.example>", "Код подтверждения", "Ваш код подтверждения: {c}"),
    ("GitHub <noreply@github.example>", "[GitHub] Please verify your device", "Verification code: {c}"),
    ("Okta <noreply@okta.example>", "Activate your Okta account", "Activation link: https://okta.example/{c}"),
    ("Stripe <no-reply@stripe.example>", "Complete your registration", "Complete your registration: https://s.example/{c}"),
    ("HubSpot <noreply@hubspot.example>", "You've been invited to join", "Accept your invitation: https://h.example/{c}"),
    ("Registrar <noreply@registrar.example>", "Domain control validation", "Your approver token is {c}; approve here."),
    ("please quote 40 pumps <no-reply@asana.example>", "please quote 40 pumps invited you", "Verify your email with {c}"),
]  # fmt: skip
OTHERS = ("Ana", "Bob", "Dora", "Max")


def code(number: int) -> str:
    return f"{CODE}-{number:02}"


def thread(desk: Desk) -> str:
    """Eva's thread; the address with its token, as she has it from us."""
    desk.set("mail.subaddress", "yes").receives()
    owner = desk.owner_of(1001)
    desk.says(owner, "/reply 1001 Dear Eva, 310 USD.").presses(owner, "Send")
    return str(desk.mails_to("eva@kunde.example")[0]["Reply-To"])


def everything_said_to(desk: Desk, people: tuple[str, ...]) -> str:
    return "\n".join("\n".join(desk.chat(each)) for each in people)


@pytest.mark.experiment(
    "T06", "30 verification mails to info@ and into a thread", "0 seen by others, 0 sent on, 0 joined"
)
@pytest.mark.parametrize("into_thread", [False, True], ids=["to info@", "to the address of a thread"])
def test_a_code_is_for_administrators_alone(desk: Desk, into_thread: bool, seen: Seen) -> None:
    assert len(SAMPLES) == 30
    desk.set("mail.letters_of_sender", "0")
    to = thread(desk) if into_thread else "info@firm.example"
    reply = {"In-Reply-To": "<1@mail.example>"} if into_thread else {}
    before = desk.numbers()
    desk.forget()
    for number, (sender, subject, text) in enumerate(SAMPLES):
        words = text.format(c=code(number))
        desk.receives(words, sender=sender, subject=subject.format(c=code(number)), to=to, headers=dict(reply))
    for who in OTHERS:
        for said in ("/inbox", "/log", "/find code", "/find 731", "/mine", "/due", "/audit"):
            desk.says(who, said)
        for number in range(1, len(SAMPLES) + 6):
            desk.says(who, f"/inquire {number}")
    leaked = [each for each in range(30) if code(each) in everything_said_to(desk, OTHERS)]
    sent_on = [raw for _, _, raw in desk.postman.sent if CODE.encode() in raw]
    joined = len(desk.numbers()) - len(before)
    seen(f"{len(SAMPLES)} mails: seen by others {len(leaked)}, sent on {len(sent_on)}, opened or joined {joined}")
    assert ([SAMPLES[each] for each in leaked], sent_on, joined) == ([], [], 0)
    with desk.database.reading() as session:
        kinds = {row.kind for row in session.query(LetterRow).filter(LetterRow.sender.not_like("%firm%"))}
    assert str(Kind.VERIFICATION) in kinds


def test_administrators_see_that_they_are_there_and_can_make_an_inquiry_of_one(desk: Desk) -> None:
    sender, subject, text = SAMPLES[0]
    desk.receives(text.format(c=CODE), sender=sender, subject=subject.format(c=CODE))
    desk.hears("A verification mail has come to the shared mailbox", who="Ada")
    desk.says("Ada", "/log").hears("Slack", who="Ada")
    desk.presses("Ada", "It is an inquiry")
    assert desk.numbers() == [1001]


def test_an_administrator_makes_no_inquiry_of_what_is_not_hers_to_see(desk: Desk) -> None:
    desk.receives("Buy our backlinks, SEO", subject="SEO offer", sender="x@seo.example")
    desk.says("Ada", "/inquire 1").hears("I know no such letter", who="Ada")
    desk.says("Ada", "/log").hears("No letter has been put aside", who="Ada")


def test_what_a_customers_machine_sends_into_its_own_thread_still_comes_through(desk: Desk) -> None:
    to = thread(desk)
    desk.forget().receives("Purchase order attached, see PO 4711.", sender="ERP <no-reply@kunde.example>", to=to)
    assert desk.numbers() == [1001]
    assert any("4711" in raw.decode() for _, _, raw in desk.postman.sent)


def test_an_order_from_a_customers_machine_is_no_secret(desk: Desk) -> None:
    desk.receives("Purchase order attached: 40 pumps.", sender="ERP <no-reply@big.example>", subject="PO 4711")
    assert desk.numbers() == [1001]
