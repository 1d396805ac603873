"""Forgetting a person on request: what was removed, what the law keeps, which entries of the record were blacked out (R337).

The record stays append-only but for the words of entries that are named in `blackened`; seals are never changed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("forgotten", "blackened", "discarded")
_STAYS = ("id", "at", "event", "actor", "verb", "conversation_id", "customer_id", "letter_id", "seal")
"""What of an entry never changes."""
_REFUSED = " BEGIN SELECT RAISE(ABORT, 'happenings are append-only'); END"
_CHANGED_ON_SQLITE = " OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in _STAYS)
_CHANGED_ON_POSTGRESQL = " OR ".join(f"NEW.{each} IS DISTINCT FROM OLD.{each}" for each in _STAYS)
_NOT_NAMED = "NOT EXISTS (SELECT 1 FROM blackened WHERE happening_id = OLD.id)"
ON_SQLITE = (
    "DROP TRIGGER happenings_not_changed",
    f"CREATE TRIGGER happenings_not_changed BEFORE UPDATE ON happenings WHEN {_NOT_NAMED} OR {_CHANGED_ON_SQLITE}"
    f"{_REFUSED}",
)
OFF_SQLITE = (
    "DROP TRIGGER happenings_not_changed",
    f"CREATE TRIGGER happenings_not_changed BEFORE UPDATE ON happenings{_REFUSED}",
)
ON_POSTGRESQL = (
    "DROP TRIGGER happenings_append_only ON happenings",
    "CREATE TRIGGER happenings_append_only BEFORE DELETE OR TRUNCATE ON happenings"
    " FOR EACH STATEMENT EXECUTE FUNCTION happenings_append_only()",
    "CREATE FUNCTION happenings_blackened() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" IF {_NOT_NAMED} OR {_CHANGED_ON_POSTGRESQL} THEN RAISE EXCEPTION 'happenings are append-only'; END IF;"
    " RETURN NEW; END $$",
    "CREATE TRIGGER happenings_blackened BEFORE UPDATE ON happenings"
    " FOR EACH ROW EXECUTE FUNCTION happenings_blackened()",
)
OFF_POSTGRESQL = (
    "DROP TRIGGER happenings_blackened ON happenings",
    "DROP FUNCTION happenings_blackened()",
    "DROP TRIGGER happenings_append_only ON happenings",
    "CREATE TRIGGER happenings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON happenings"
    " FOR EACH STATEMENT EXECUTE FUNCTION happenings_append_only()",
)


def upgrade() -> None:
    op.add_column("letters", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("letters", sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contacts", sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True))
    _forgotten()
    _blackened()
    _discarded()
    for each in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(each)


def downgrade() -> None:
    for each in OFF_SQLITE if op.get_bind().dialect.name == "sqlite" else OFF_POSTGRESQL:
        op.execute(each)
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("contacts", "forgotten_at")
    op.drop_column("letters", "locked_at")
    op.drop_column("letters", "forgotten_at")


def _forgotten() -> None:
    op.create_table(
        "forgotten",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_forgotten_customer_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_forgotten_contact_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["colleagues.id"], name="fk_forgotten_asked_by"),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name="fk_forgotten_approval_id"),
        sa.PrimaryKeyConstraint("id", name="pk_forgotten"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_forgotten_customer", "forgotten", ["customer_id"])


def _blackened() -> None:
    op.create_table(
        "blackened",
        sa.Column("happening_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["happening_id"], ["happenings.id"], name="fk_blackened_happening_id"),
        sa.PrimaryKeyConstraint("happening_id", name="pk_blackened"),
    )


def _discarded() -> None:
    op.create_table(
        "discarded",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_discarded"),
    )
