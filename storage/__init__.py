"""What the department remembers: tables, named queries, the log, the outbox, the files."""
