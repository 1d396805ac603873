"""The end of `infodesk init`: the accounts tried, everything written, the first link and what to do next told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import typer

from app.answers import Answers, checked_answers
from app.asking import shown
from app.check_mail import ARCHIVE
from app.init import SECRETS, founded, opened_for, tried, written
from app.settings import Settings
from storage.database import file_of


def set_up(answers: Answers, file: Path, now: Callable[[], datetime], *, tries: bool) -> int:
    """Writes, makes the database, prints the first link. With `tries`: exit 1, nothing written, where an account fails."""
    checked_answers(answers)
    if tries and not shown("Trying each account ...", tried(answers, now)):
        missing = "" if answers.account.has_secret else "No password was given: --password-file names a file with it. "
        typer.echo(f"\n{missing}Nothing was written. Mend it, or add --offline to write it all the same.", err=True)
        return 1
    settings = written(answers, file.absolute())
    database = opened_for(settings)
    try:
        token = founded(answers, database, now())
    finally:
        database.close()
    for line in (*_written(settings), *_known(answers), *_next(answers, token)):
        typer.echo(line)
    return 0


def _written(settings: Settings) -> Iterator[str]:
    yield "\nWritten:"
    yield f"  {settings.path}  the settings of this machine; infodesk settings explains each"
    if (settings.path.parent / SECRETS).is_dir():
        yield f"  {settings.path.parent / SECRETS}  passwords and tokens, for you alone to read"
    if settings.backup.key_file:
        yield f"  {settings.backup.key_file}  the key of the backups, which are sealed: keep a copy of it away from this machine"
    place = file_of(settings.database.url)
    yield f"  {place or 'the database'}  what the department decides: hours, promise, routing; /settings and /rules in chat"


def _known(answers: Answers) -> Iterator[str]:
    account = answers.account
    yield "\nGood to know:"
    if account.files_sent_itself:
        yield "  Your provider files what is sent into Sent by itself, so infodesk does not (mail.sent_copies = no)."
    if account.authserv_ids:
        name = account.authserv_ids[0]
        yield f"  It checks from whom a letter really is, and says so as {name}; that is believed (authserv_ids)."
    if not account.has_secret:
        yield "  No password was given. Put it into a file that only you may read, and name it as password_file in [[mailbox]]."
    if not account.smtp.host:
        yield "  Nothing can be sent: no SMTP server is set. Add [smtp] with host to the settings when you have one."
    yield f"  A customer who answers a colleague directly, without {account.address} in copy, is not seen. If your mail"
    yield "  server can copy all mail into an archive box, or your colleagues' mail to one, let infodesk read that box, too:"
    yield f"  {ARCHIVE}."


def _next(answers: Answers, token: str) -> Iterator[str]:
    yield "\nNext:"
    steps = [CHECK, RUN] if answers.telegram_token else [CHECK, CHAT, RUN]
    where = "open your bot in Telegram and write to it" if answers.telegram_token else "write in the chat"
    steps.append(f"""your first link, {answers.administrator}: while the service runs, {where}
       /start {token}
     It makes you administrator and manager. It counts for 15 minutes from the first infodesk run; the terminal
     asks whether that was you (without a terminal: infodesk confirm).""")
    for number, step in enumerate(steps, 1):
        yield f"  {number}. {step}"


CHECK = "infodesk check   tries everything again, and sends one letter from the mailbox to itself"
RUN = "infodesk run     the service; leave it running"
CHAT = """a chat: there is none yet. Add [telegram] with token_file to the settings; or, for a look at this terminal,
     [run] with console = true."""
