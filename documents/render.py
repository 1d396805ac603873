"""Pictures drawn by typst from templates/, in the press's child with little memory and time; same facts, same bytes.

What people wrote reaches a template as a value only and is printed as it is (T20). Never inside a transaction.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from documents.press import PRESS, SECONDS, TEMPLATES, Drawing, NotDrawn
from rules.visible import visible

__all__ = ["NotDrawn", "drawn", "harmless", "template_text"]


def drawn(template: str, facts: dict[str, Any], seconds: float = SECONDS) -> bytes:
    """The PNG (1080 pixels wide) that the template of that name draws of these facts. Blocks; raises NotDrawn."""
    drawing = Drawing({"main.typ": template_text(template)}, harmless(facts), form="png")
    pages = PRESS.drawn(drawing, seconds)
    if len(pages) != 1:
        raise NotDrawn("it is not one page")
    return pages[0]


@lru_cache(maxsize=16)
def template_text(name: str) -> str:
    """A template of ours. Raises NotDrawn for one that there is not."""
    try:
        return (TEMPLATES / f"{name}.typ").read_text("utf-8")
    except OSError:
        raise NotDrawn(f"there is no template {name}") from None


def harmless(facts: Any) -> Any:
    """The facts without characters that cannot be seen or that turn the reading order, on any depth (T14)."""
    match facts:
        case str():
            return visible(facts)
        case dict():
            return {name: harmless(each) for name, each in facts.items()}
        case list() | tuple():
            return [harmless(each) for each in facts]
    return facts
