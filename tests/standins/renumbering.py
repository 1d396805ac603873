"""What a mail server does that was restored, moved or is broken: new numbers for the letters of a folder."""

from __future__ import annotations

import random

from app.embedded import EmbeddedMail


def renumbered(
    mail: EmbeddedMail, address: str, folder: str = "INBOX", *, dice: random.Random | None = None, validity: bool = True
) -> None:
    """The folder's UIDVALIDITY changes (unless `validity` is false); with dice, the UIDs are dealt anew from 1, in any order."""

    async def change() -> None:
        mailbox = await mail._folders[address].get_mailbox(folder)
        if validity:
            mailbox._uid_validity += 7
        if dice is not None:
            held = list(mailbox._messages.values())
            dice.shuffle(held)
            mailbox._messages.clear()
            for uid, each in enumerate(held, 1):
                mailbox._messages[uid] = type(each).copy(each, uid=uid)
            mailbox._max_uid = len(held)
            mailbox._mod_sequences.__init__()  # type: ignore[misc]
            mailbox._mod_sequences.update(mailbox._messages)

    mail._ask(change())
