"""Quotations: offers, their versions and revisions, who confirmed what, questions of supply, follow-ups, numbers.

A version is approved only with the releases of exactly its content (R119, T27).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "quotes",
    "quote_versions",
    "quote_revisions",
    "quote_seen",
    "quote_reviews",
    "supplies",
    "quote_steps",
    "series",
    "paper_wishes",
)
"""In an order in which each refers to earlier ones only."""

_RELEASES = "NEW.state IN ('approved', 'sent') AND OLD.state <> NEW.state"
_WITHOUT_APPROVAL = (
    f"{_RELEASES} AND NEW.approval_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM approvals WHERE id = NEW.approval_id"
    " AND thing = 'quote' AND subject = 'quote-version:' || NEW.id"
    " AND state = 'approved' AND content_hash = NEW.content_hash)"
)
_AGAINST_THE_RULE = (
    f"{_RELEASES} AND NEW.approval_id IS NULL AND coalesce((SELECT value FROM settings WHERE key = 'quote.approval'"
    " AND valid_from <= NEW.approved_at ORDER BY valid_from DESC, id DESC LIMIT 1), 'always') = 'always'"
)
"""Only where the department's rule does not want each quotation reviewed is one released by the rule alone (R119, R123)."""
_PAST_THE_RELEASE = (
    "OLD.state IN ('draft', 'costed', 'pending_supervisor', 'pending_manager', 'dropped') AND"
    " NEW.state NOT IN ('draft', 'costed', 'pending_supervisor', 'pending_manager', 'approved', 'dropped')"
)
_AFTER_THE_DRAFT = (
    "OLD.state NOT IN ('draft', 'costed') AND NEW.state NOT IN ('draft', 'dropped')"
    " AND (NEW.content_hash <> OLD.content_hash OR NEW.content <> OLD.content)"
)
_CHECKS = (
    ("approved", _WITHOUT_APPROVAL, "a quotation needs its approval"),
    ("by_rule", _AGAINST_THE_RULE, "the rule does not release a quotation"),
    ("path", _PAST_THE_RELEASE, "a quotation is released before anybody has it"),
    ("content", _AFTER_THE_DRAFT, "only a draft changes"),
)
_BEGINS_RELEASED = "NEW.state <> 'draft'"
_ONES_OWN = (
    "EXISTS (SELECT 1 FROM approvals JOIN quote_revisions ON quote_revisions.version_id ="
    " CASE WHEN approvals.thing = 'quote' THEN CAST(substr(approvals.subject, 15) AS INTEGER) END"
    ' WHERE approvals.id = NEW.approval_id AND quote_revisions."by" IN (NEW.given_by, NEW.seat))'
)
"""Whoever wrote any part of the version (T27)."""
ON_SQLITE = (
    f"CREATE TRIGGER quote_versions_begin BEFORE INSERT ON quote_versions WHEN {_BEGINS_RELEASED}"
    " BEGIN SELECT RAISE(ABORT, 'a quotation begins as a draft'); END",
    *(
        f"CREATE TRIGGER quote_versions_{name} BEFORE UPDATE ON quote_versions WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, condition, words in _CHECKS
    ),
    f"CREATE TRIGGER releases_of_quotes BEFORE INSERT ON releases WHEN {_ONES_OWN}"
    " BEGIN SELECT RAISE(ABORT, 'nobody releases her own quotation'); END",
    "CREATE TRIGGER quote_revisions_not_changed BEFORE UPDATE ON quote_revisions"
    " BEGIN SELECT RAISE(ABORT, 'a revision is not changed'); END",
    "CREATE TRIGGER quote_revisions_not_removed BEFORE DELETE ON quote_revisions"
    " BEGIN SELECT RAISE(ABORT, 'a revision is not removed'); END",
)
ON_POSTGRESQL = (
    "CREATE FUNCTION quote_versions_checked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" IF TG_OP = 'INSERT' THEN IF {_BEGINS_RELEASED} THEN RAISE EXCEPTION 'a quotation begins as a draft'; END IF;"
    " RETURN NEW; END IF;"
    + "".join(f" IF {condition} THEN RAISE EXCEPTION '{words}'; END IF;" for _, condition, words in _CHECKS)
    + " RETURN NEW; END $$",
    "CREATE TRIGGER quote_versions_checked BEFORE INSERT OR UPDATE ON quote_versions"
    " FOR EACH ROW EXECUTE FUNCTION quote_versions_checked()",
    "CREATE FUNCTION releases_of_quotes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" IF {_ONES_OWN} THEN RAISE EXCEPTION 'nobody releases her own quotation'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER releases_of_quotes BEFORE INSERT ON releases FOR EACH ROW EXECUTE FUNCTION releases_of_quotes()",
    "CREATE FUNCTION quote_revisions_not_changed() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RAISE EXCEPTION 'a revision is not changed'; END $$",
    "CREATE TRIGGER quote_revisions_not_changed BEFORE UPDATE OR DELETE ON quote_revisions"
    " FOR EACH ROW EXECUTE FUNCTION quote_revisions_not_changed()",
)


def upgrade() -> None:
    _quotes()
    _quote_versions()
    _quote_revisions()
    _quote_seen()
    _quote_reviews()
    _supplies()
    _quote_steps()
    _series()
    _paper_wishes()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in ON_SQLITE if on_sqlite else ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("DROP TRIGGER releases_of_quotes" + ("" if on_sqlite else " ON releases"))
    for table in reversed(TABLES):
        op.drop_table(table)
    if not on_sqlite:
        for each in ("quote_versions_checked", "releases_of_quotes", "quote_revisions_not_changed"):
            op.execute(f"DROP FUNCTION {each}()")


def _quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("major_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_quotes_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_quotes_customer_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["colleagues.id"], name="fk_quotes_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sa.UniqueConstraint("number", name="uq_quotes_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quotes_conversation_id", "quotes", ["conversation_id"])
    op.create_index("ix_quotes_customer", "quotes", ["customer_id", "id"])
    op.create_index("ix_quotes_owner", "quotes", ["owner_id", "closed_at"])


def _quote_versions() -> None:
    op.create_table(
        "quote_versions",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("total", sa.String(), nullable=False),
        sa.Column("margin", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("approved_hash", sa.String(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("papers", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'sent', 'receipt_confirmed', 'negotiating', 'accepted')"
            " OR (approved_at IS NOT NULL AND approved_hash = content_hash)",
            name="ck_quote_versions_released_as_it_is",
        ),
        sa.CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="ck_quote_versions_sent_by_somebody"),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_quote_versions_quote_id"),
        sa.ForeignKeyConstraint(["made_by"], ["colleagues.id"], name="fk_quote_versions_made_by"),
        sa.ForeignKeyConstraint(["edited_by"], ["colleagues.id"], name="fk_quote_versions_edited_by"),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name="fk_quote_versions_approval_id"),
        sa.ForeignKeyConstraint(["sent_by"], ["colleagues.id"], name="fk_quote_versions_sent_by"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_quote_versions_draft_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quote_versions"),
        sa.UniqueConstraint("quote_id", "version", name="uq_quote_versions_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quote_versions_state", "quote_versions", ["state", "valid_until"])


def _quote_revisions() -> None:
    op.create_table(
        "quote_revisions",
        sa.Column("version_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["quote_versions.id"], name="fk_quote_revisions_version_id"),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_quote_revisions_by"),
        sa.PrimaryKeyConstraint("version_id", "revision", name="pk_quote_revisions"),
    )


def _quote_seen() -> None:
    op.create_table(
        "quote_seen",
        sa.Column("version_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("colleague_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["quote_versions.id"], name="fk_quote_seen_version_id"),
        sa.ForeignKeyConstraint(["colleague_id"], ["colleagues.id"], name="fk_quote_seen_colleague_id"),
        sa.PrimaryKeyConstraint("version_id", "colleague_id", name="pk_quote_seen"),
    )


def _quote_reviews() -> None:
    op.create_table(
        "quote_reviews",
        sa.Column("version_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["quote_versions.id"], name="fk_quote_reviews_version_id"),
        sa.ForeignKeyConstraint(["by"], ["colleagues.id"], name="fk_quote_reviews_by"),
        sa.PrimaryKeyConstraint("version_id", "matter", name="pk_quote_reviews"),
    )


def _supplies() -> None:
    op.create_table(
        "supplies",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_of", sa.Text(), nullable=False),
        sa.Column("asked_again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("cost", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_supplies_quote_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["colleagues.id"], name="fk_supplies_asked_by"),
        sa.ForeignKeyConstraint(["answered_by"], ["colleagues.id"], name="fk_supplies_answered_by"),
        sa.PrimaryKeyConstraint("id", name="pk_supplies"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_supplies_open", "supplies", ["answered_at", "asked_at"])
    op.create_index("ix_supplies_quote_id", "supplies", ["quote_id"])


def _quote_steps() -> None:
    op.create_table(
        "quote_steps",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["quote_versions.id"], name="fk_quote_steps_version_id"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_quote_steps_draft_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quote_steps"),
        sa.UniqueConstraint("version_id", "step", name="uq_quote_steps_step"),
    )
    op.create_index("ix_quote_steps_due", "quote_steps", ["done_at", "due_at"])


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "year", name="pk_series"),
    )


def _paper_wishes() -> None:
    op.create_table(
        "paper_wishes",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("papers", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["version_id"], ["quote_versions.id"], name="fk_paper_wishes_version_id"),
        sa.ForeignKeyConstraint(["asked_by"], ["colleagues.id"], name="fk_paper_wishes_asked_by"),
        sa.PrimaryKeyConstraint("id", name="pk_paper_wishes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_paper_wishes_open", "paper_wishes", ["done_at", "id"])
