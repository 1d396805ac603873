"""The attacks are tried on the same department that the dialogues use."""

from tests.dialogues.conftest import desk, empty_desk, fresh_database, one_engine

__all__ = ["desk", "empty_desk", "fresh_database", "one_engine"]
