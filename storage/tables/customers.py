"""Customers, their people and addresses, the keys by which the same buyer is recognised, and who owned what when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Key, Plain, PlainValue


class CustomerRow(Base):
    """A customer's card (R72). A merged one points to the other and keeps its key for ever."""

    __tablename__ = "customers"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[Key]
    name: Mapped[str]
    """The company, or the person where no company is known."""
    folded: Mapped[str] = mapped_column(index=True)
    country: Mapped[str] = mapped_column(default="", index=True)
    language: Mapped[str] = mapped_column(default="")
    postal: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    fax: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    business: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    preferences: Mapped[str] = mapped_column(default="")
    credit: Mapped[str] = mapped_column(default="")
    nature: Mapped[str] = mapped_column(default="")
    """middleman or end user (R28)."""
    grade: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    talked_with: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    """Who talked with them at the fair (R37)."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"), index=True)
    owner_fixed: Mapped[bool] = mapped_column(default=False)
    """A key customer: no automatic re-routing (R48)."""
    first_contact_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    """When the owner was asked for what is missing (R73)."""
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    version: Mapped[int] = mapped_column(default=1)


class ContactRow(Base):
    """A person at a customer (R71)."""

    __tablename__ = "contacts"
    id: Mapped[Key]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]
    forgotten_at: Mapped[datetime | None]
    """Since when nothing personal is known of this person, on request (R337)."""


class ContactAddressRow(Base):
    """An address belongs to one person at a time."""

    __tablename__ = "contact_addresses"
    address: Mapped[str] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    since: Mapped[datetime]


class BuyerKeyRow(Base):
    """A key of rules.same_buyer.keys_of: address, domain, company name, telephone (R43)."""

    __tablename__ = "buyer_keys"
    __table_args__ = (Index("ix_buyer_keys_customer", "customer_id"),)
    key: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)


class DifferentBuyersRow(Base):
    """Two cards of which a person said that they are two buyers, however alike; they are not proposed again (R43).

    `one_id` is the smaller number.
    """

    __tablename__ = "different_buyers"
    one_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    at: Mapped[datetime]


class OwnershipRow(Base):
    """A change of owner, with reason (R38, R44). thing: customer or conversation."""

    __tablename__ = "ownerships"
    __table_args__ = (Index("ix_ownerships_thing", "thing", "thing_id"),)
    id: Mapped[Key]
    thing: Mapped[str]
    thing_id: Mapped[int]
    former: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    owner: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("colleagues.id"))
    reason: Mapped[PlainValue] = mapped_column(Plain())
    """Lines, as rules.words writes them."""
    at: Mapped[datetime]
