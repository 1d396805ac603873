"""What a department does all day, for a service under fire: customers write, Ana commands, answers and is reminded."""

from __future__ import annotations

import random
from collections import Counter
from email import message_from_bytes

from tests.faults.service import ANA, DOOR, Service

REPEAT = "(repeat)"


class Load:
    """Work for a `Service`; everything in it is numbered, so that what is done twice is seen."""

    def __init__(self, service: Service, dice: random.Random) -> None:
        self.service = service
        self.dice = dice
        self.commands = self.replies = 0
        self._pressed: set[str] = set()
        self._read = 0

    def letter(self) -> None:
        self.service.customer_writes(self.dice.choice(("We need 40 pumps, CIF Valencia.", "Please quote 20 valves.")))

    def command(self) -> None:
        self.commands += 1
        self.type(f"/inquiry phone Kunde {self.commands}, Spain: {self.commands} valves, +34 600 {self.commands:06}")

    def type(self, words: str) -> None:
        self.service.chat.type(ANA, ANA, words)

    def reply(self, number: int) -> None:
        """Ana writes an answer; `press` sends it when the preview is there."""
        self.replies += 1
        self.type(f"/reply {number} Dear Eva, the offer {self.replies} follows tomorrow.")

    def press(self) -> int:
        """Presses every Send that stands and was not pressed yet; returns how many."""
        said = self.service.chat.said(ANA)
        fresh, self._read = said[max(0, self._read - 20) :], len(said)
        found = [(each.id, data) for each in fresh for row in each.buttons for text, data in row if text == "Send"]
        chosen = [(number, data) for number, data in found if data not in self._pressed]
        for number, data in chosen:
            self._pressed.add(data)
            self.service.chat.press_data(ANA, ANA, data, number)
        return len(chosen)


def mails(service: Service) -> Counter[str]:
    """How many copies of each mail the server took from us, by Message-ID."""
    taken = (each for each in service.mail.accepted() if each.login == DOOR)
    return Counter(str(message_from_bytes(each.raw)["Message-ID"]) for each in taken)


def sayings(service: Service) -> tuple[Counter[str], Counter[str]]:
    """How often each text was said in the chat: unmarked, and marked as a repeat."""
    plain, repeated = Counter[str](), Counter[str]()
    for each in service.chat.said(ANA):
        text = each.html
        if text.startswith(REPEAT):
            repeated[text.removeprefix(REPEAT).strip()] += 1
        else:
            plain[text.strip()] += 1
    return plain, repeated
