"""The embedded mail server as a process of its own, for machines without Dovecot: prints its IMAP port."""

from __future__ import annotations

import sys
import threading

from app import instant
from app.embedded import EmbeddedMail

if __name__ == "__main__":
    with EmbeddedMail(dict.fromkeys(sys.argv[1:], "bench"), instant.now) as mail:
        print(mail.imap_port, flush=True)
        threading.Event().wait()
