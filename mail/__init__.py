"""The mail edge: reading bytes, watching mailboxes, writing and sending mails."""
