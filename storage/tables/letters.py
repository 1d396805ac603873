"""Letters as they were kept and read, and the ledger of where each was seen (F02, I1, I2)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class LetterRow(Base):
    """A letter, in or out, kept whole as a file named by its SHA-256.

    state: kept -> sorted | quarantined -> sorted | dismissed. role: inbox, sent, junk, archive; out for our own.
    """

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_state", "state", "id"),
        Index("ix_letters_conversation", "conversation_id", "arrived_at"),
        Index("ix_letters_counted_as", "counted_as", "arrived_at"),
        Index("ix_letters_counted_domain", "counted_domain", "arrived_at"),
    )
    id: Mapped[Key]
    sha256: Mapped[str] = mapped_column(unique=True)
    size: Mapped[int]
    role: Mapped[str]
    account: Mapped[str]
    arrived_at: Mapped[datetime] = mapped_column(index=True)
    kept_at: Mapped[datetime]
    state: Mapped[str]
    old: Mapped[bool] = mapped_column(default=False)
    """Was there before we began: logged, but never answered, chased or forwarded."""
    kind: Mapped[str] = mapped_column(default="")
    sender: Mapped[str] = mapped_column(default="", index=True)
    sender_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    message_id: Mapped[str] = mapped_column(default="", index=True)
    fingerprint: Mapped[str] = mapped_column(default="", index=True)
    """Hash of sender, subject and fresh text: the same words sent twice are one inquiry (I2)."""
    counted_as: Mapped[str] = mapped_column(default="")
    """The address under which it counts for the limits of floods (T32); empty for none."""
    counted_domain: Mapped[str] = mapped_column(default="")
    flood_id: Mapped[int | None] = mapped_column(ForeignKey("floods.id"), index=True)
    """The flood for which it was put aside."""
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"))
    written_by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    """The colleague who wrote it, when it is ours."""
    sorted_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    """Why it was quarantined or dismissed."""
    locked_at: Mapped[datetime | None]
    """Since when only the manager sees it: its writer was forgotten, and the law keeps it (R337, R339)."""
    forgotten_at: Mapped[datetime | None]
    """Since when its bytes are gone on request; the row stays, so that no mailbox brings it back (R337)."""


class ReadingRow(Base):
    """What was read from a letter, as rules.letter_plain writes it."""

    __tablename__ = "readings"
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), primary_key=True)
    reading: Mapped[PlainValue]


class SightingRow(Base):
    """One message on a server. state: to_fetch or later -> kept | quarantined | vanished. The ledger never forgets one."""

    __tablename__ = "sightings"
    __table_args__ = (
        UniqueConstraint("account", "folder", "uidvalidity", "uid"),
        Index("ix_sightings_owed", "account", "folder", "uidvalidity", "state", "attempts", "uid"),
    )
    id: Mapped[Key]
    account: Mapped[str]
    folder: Mapped[str]
    uidvalidity: Mapped[int] = mapped_column(BigInteger())
    uid: Mapped[int] = mapped_column(BigInteger())
    state: Mapped[str]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), index=True)
    seen_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(default="")


class FolderRow(Base):
    """How far a folder has been read, and from which letter on we act."""

    __tablename__ = "folders"
    account: Mapped[str] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(primary_key=True)
    uidvalidity: Mapped[int] = mapped_column(BigInteger())
    acts_since: Mapped[datetime | None]
    """Letters that arrived earlier are old: logged only. None: everything is acted on."""
    swept_at: Mapped[datetime | None]
    counts: Mapped[PlainValue | None] = mapped_column(Plain())
