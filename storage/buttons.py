"""Buttons: each shown one is a row with a nonce of 96 bits, bound to listener, place and version, used once (T25)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session

from rules.event import Place
from rules.outgoing import Choices
from storage.parcels import Rows, ShownButton
from storage.swift import enter
from storage.tables.outbox import ButtonRow
from storage.work import Work

A_BUTTON_LIVES = timedelta(days=14)


def shown(work: Work, place: Place, choices: Choices, *, listener: int | None, card: str | None, version: int) -> Rows:
    """Gives every choice its nonce and stores what a press on it will mean."""
    made: list[dict[str, Any]] = []
    rows: list[tuple[ShownButton, ...]] = []
    for row in choices:
        buttons = tuple(ShownButton(choice.label, secrets.token_urlsafe(12)) for choice in row)
        rows.append(buttons)
        made += [
            {
                "nonce": button.nonce,
                "listener": listener,
                "front": place.front,
                "place": place.address,
                "command": choice.command,
                "card": card,
                "version": version,
                "expires_at": work.now + A_BUTTON_LIVES,
            }
            for button, choice in zip(buttons, row, strict=True)
        ]
    if made:
        enter(work.session, ButtonRow, *made)
    return tuple(rows)


def withdraw(work: Work, card: str) -> None:
    """The buttons on a card that has changed mean nothing any more."""
    work.session.execute(
        update(ButtonRow)
        .where(ButtonRow.card == card, ButtonRow.used_at.is_(None))
        .values(expires_at=work.now)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button meant when it was shown: the command, and the version of the thing it acts on."""

    command: str
    card: str | None
    version: int


def pressed(work: Work, nonce: str, presser: int, place: Place) -> Pressed | None:
    """The button, used up by one UPDATE; None if it is used, expired, unknown, or not this person's."""
    result: CursorResult[Any] = work.session.execute(  # type: ignore[assignment]
        update(ButtonRow)
        .where(
            ButtonRow.nonce == nonce,
            ButtonRow.used_at.is_(None),
            ButtonRow.expires_at > work.now,
            ButtonRow.front == place.front,
            ButtonRow.place == place.address,
            or_(ButtonRow.listener.is_(None), ButtonRow.listener == presser),
        )
        .values(used_at=work.now)
        .execution_options(synchronize_session=False)
    )
    if result.rowcount != 1:
        return None
    row = work.session.execute(
        select(ButtonRow.command, ButtonRow.card, ButtonRow.version).where(ButtonRow.nonce == nonce)
    ).one()
    return Pressed(*row)


def was_shown(work: Work, nonce: str, presser: int, place: Place) -> bool:
    """Whether such a button ever stood there for this person: a press on an old one is no guess (T31)."""
    chosen = select(ButtonRow.nonce).where(
        ButtonRow.nonce == nonce,
        ButtonRow.front == place.front,
        ButtonRow.place == place.address,
        or_(ButtonRow.listener.is_(None), ButtonRow.listener == presser),
    )
    return work.session.scalar(chosen) is not None


def withdrawn_command(work: Work, nonce: str) -> str:
    """What a button would have done that was never used and means nothing any more; empty for any other."""
    chosen = select(ButtonRow.command).where(
        ButtonRow.nonce == nonce, ButtonRow.used_at.is_(None), ButtonRow.expires_at <= work.now
    )
    return work.session.scalar(chosen) or ""


def forget_expired(session: Session, now: datetime) -> None:
    """Forgets buttons that have been worth nothing for a month."""
    session.execute(
        delete(ButtonRow)
        .where(ButtonRow.expires_at < now - A_BUTTON_LIVES * 2)
        .execution_options(synchronize_session=False)
    )
