"""The two mails of a conversation: the customer's letter forwarded to a colleague, and a colleague's mail to the customer."""

from __future__ import annotations

from collections.abc import Iterable

from documents.speech import spoken
from rules.address import domain_of, is_envelope
from rules.letter import Attachment, Letter
from rules.outgoing import Mailbox, SendMail, StoredFile
from rules.subject import is_answer
from rules.token import TO_COLLEAGUE, TO_CUSTOMER, subaddressed, tagged_name, thread_token
from rules.words import Line, line, title, verbatim
from storage.colleagues import addresses_of
from storage.letters import newest_from_customer, reading_of
from storage.tables.colleagues import ColleagueRow
from storage.tables.conversations import ConversationRow
from storage.tables.letters import LetterRow
from storage.work import Work

_LONGEST_CHAIN = 20
"""How many earlier Message-IDs a mail refers to."""


def forwarded(
    work: Work, conversation: ConversationRow, row: LetterRow, letter: Letter, to: ColleagueRow, *, small: bool = True
) -> SendMail | None:
    """The customer's letter as she can work from it: all of it, with attachments and the original, and nothing else.

    What the customer may not read back is not in it, for telephones quote everything. Her plain Reply reaches the
    customer from her own address and, by the token, our log. None where she has no company address.
    """
    addresses = work.once(f"addresses of {to.id}", lambda: addresses_of(work.session, to.id))
    if not addresses or not work.policy.front_door:
        return None
    small = small and row.size <= work.policy.size_limit
    customer = _customer_of(conversation, letter)
    reply_to = tuple(each for each in (customer, answer_here(work, conversation)) if each is not None)
    return SendMail(
        sender=Mailbox(_shown_sender(customer, letter), work.policy.front_door),
        to=(Mailbox(to.name, addresses[0]),),
        reply_to=reply_to,
        subject=letter.subject or conversation.subject,
        text=_body(letter) if small else _without_attachments(letter, to),
        audience="colleague",
        token=thread_token(work.secret, conversation.id, TO_COLLEAGUE, addresses[0], f"{work.event}/forward/{row.id}"),
        in_reply_to=letter.message_id or None,
        references=_chain(letter),
        files=_files(row, letter) if small else (),
        original=row.sha256 if small else None,
        auto_submitted="auto-generated",
        conversation=conversation.id,
        about=(to.id,),
    )


def to_customer(
    work: Work,
    conversation: ConversationRow,
    author: ColleagueRow,
    *,
    subject: str,
    text: str,
    files: Iterable[StoredFile] = (),
) -> SendMail:
    """A mail in the customer's thread as `Ana, Company <info@...>`; our token in the Message-ID and the Reply-To."""
    newest = newest_from_customer(work.session, conversation.id)
    letter = reading_of(work.session, newest.id) if newest else None
    address = conversation.contact_address
    here = answer_here(work, conversation)
    return SendMail(
        sender=Mailbox(sender_name(work, author), work.policy.front_door),
        to=(Mailbox(conversation.contact_name, address),),
        reply_to=(here,) if here else (),
        subject=subject,
        text=text,
        audience="customer",
        token=thread_token(work.secret, conversation.id, TO_CUSTOMER, address, f"{work.event}/mail"),
        in_reply_to=(letter.message_id or None) if letter else None,
        references=_chain(letter) if letter else (),
        files=tuple(files),
        conversation=conversation.id,
        about=(author.id,),
        file_copy=work.policy.sent_copies,
    )


def answer_here(work: Work, conversation: ConversationRow) -> Mailbox | None:
    """The shared mailbox with the conversation's token: in a subaddress where the server takes it, else in the name."""
    front_door = work.policy.front_door
    if not front_door:
        return None
    name = work.policy.company or domain_of(front_door)
    if work.policy.subaddress:
        return Mailbox(name, subaddressed(work.secret, front_door, conversation.id))
    return Mailbox(tagged_name(work.secret, name, conversation.id), front_door)


def sender_name(work: Work, author: ColleagueRow) -> str:
    company = work.policy.company
    return f"{author.name}, {company}" if company else author.name


def reply_subject(conversation: ConversationRow) -> str:
    """ "Re: " in front of the customer's subject, once."""
    subject = conversation.subject.strip()
    return subject if is_answer(subject) else f"Re: {subject}"


def preview_lines(mail: SendMail) -> tuple[Line, ...]:
    """A mail exactly as it will leave."""
    lines = [
        title("This will leave as it stands here:"),
        line("From: {mailbox}", mailbox=_shown(mail.sender)),
        line("To: {mailbox}", mailbox=", ".join(map(_shown, mail.to))),
    ]
    if mail.cc:
        lines.append(line("Copy to: {mailbox}", mailbox=", ".join(map(_shown, mail.cc))))
    lines.append(line("Subject: {subject}", subject=mail.subject))
    if mail.files:
        lines.append(line("Attached: {names}", names=", ".join(each.name for each in mail.files)))
    return (*lines, verbatim(""), *(verbatim(each) for each in mail.text.split("\n")))


def _shown(mailbox: Mailbox) -> str:
    return f"{mailbox.name} <{mailbox.address}>" if mailbox.name else mailbox.address


def _customer_of(conversation: ConversationRow, letter: Letter) -> Mailbox | None:
    buyer = letter.customer
    name = (buyer.name if buyer else "") or conversation.contact_name
    address = (buyer.address if buyer else "") or conversation.contact_address
    return Mailbox(name, address) if is_envelope(address) else None


def _shown_sender(customer: Mailbox | None, letter: Letter) -> str:
    if customer is None:
        return letter.sender.name if letter.sender else ""
    return customer.name or customer.address


def _chain(letter: Letter) -> tuple[str, ...]:
    chain = [*letter.references, letter.message_id]
    return tuple(dict.fromkeys(each for each in chain if each))[-_LONGEST_CHAIN:]


def _body(letter: Letter) -> str:
    return letter.text or letter.fresh_text


def _without_attachments(letter: Letter, to: ColleagueRow) -> str:
    """What was left out and where it is, in her language; nothing in it that the customer may not read in her answer."""
    names = "\n".join(f"- {each.name} ({each.size // 1000} kB)" for each in letter.attachments)
    head = spoken(line("The attachments are too large to be sent on:"), to.language, to.zone)
    where = spoken(
        line("The whole letter lies in the shared mailbox; in the chat, Show and Files bring them."),
        to.language,
        to.zone,
    )
    return f"[{head}\n{names}\n{where}]\n\n{_body(letter)}"


def _files(row: LetterRow, letter: Letter) -> tuple[StoredFile, ...]:
    return tuple(attachment_of(row, each) for each in letter.attachments)


def attachment_of(row: LetterRow, attachment: Attachment) -> StoredFile:
    """An attachment as a file. What can do harm goes as mere bytes, which no program opens by itself (T35)."""
    return StoredFile(
        attachment.name,
        "application/octet-stream" if attachment.danger else attachment.content_type,
        attachment.size,
        attachment.sha256,
        letter_sha256=row.sha256,
        part=attachment.part,
    )
