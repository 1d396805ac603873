"""`make trial`: the service against a real Dovecot, a real SMTP server and a stand-in for the chat's API, killed on the way.

A department is founded with `infodesk init`, two people are enrolled by one-time links, an inquiry goes all the way from
the mailbox to the customer's answer, and the service is killed with -9 where it hurts. Exit 0 if every promise was kept.
"""

from __future__ import annotations

import signal
import sys

from tests.trial.account import Account, Broken
from tests.trial.story import told

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing of it stays behind
    account = Account()
    try:
        sys.exit(told(account))
    except Broken as fault:
        account.ends(f"BROKEN: {fault}")
        sys.exit(1)
