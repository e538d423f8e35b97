"""The text of a letter as parts of a paper: headings, facts, lists and paragraphs (``docs/formats/notices.md``)."""

import re
from collections.abc import Iterator

from convoca.documents.typesetting import Facts, Heading, Listing, Paragraph, Part, Title

_UNDER_TITLE = re.compile(r"={3,}")
_UNDER_HEADING = re.compile(r"-{3,}")
_FACT = re.compile(r"  ([^:]{1,120}): (.*)")
_ITEM = "- "


def parts_of(text: str) -> tuple[Part, ...]:
    """Return the parts of a letter in their order. Whatever has no form is a paragraph."""
    return tuple(_parts(text))


def _parts(text: str) -> Iterator[Part]:
    has_title = False
    for block in text.strip("\n").split("\n\n"):
        lines = block.split("\n")
        if len(lines) == 2 and _UNDER_TITLE.fullmatch(lines[1]) and not has_title:
            has_title = True
            yield Title()
        elif len(lines) == 2 and _UNDER_HEADING.fullmatch(lines[1]):
            # Headings begin below the title, also where there is none: no level may be skipped.
            yield Heading(text=lines[0])
        elif all(_FACT.fullmatch(line) for line in lines):
            yield Facts(facts=tuple(_fact(line) for line in lines))
        elif all(line.startswith(_ITEM) for line in lines):
            yield Listing(items=tuple(line.removeprefix(_ITEM) for line in lines))
        else:
            yield Paragraph(text="\n".join(line.strip() for line in lines))


def _fact(line: str) -> tuple[str, str]:
    label, _, value = line.strip().partition(": ")
    return f"{label}:", value
