"""The reviewed texts of the notices: one small template per kind and language, checked before use.

``python -m convoca.documents.notice_templates`` writes the list of their hashes after a review.
"""

import sys
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import FunctionLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from convoca.domain.errors import NotAllowed
from convoca.domain.language import Language
from convoca.domain.notice import NoticeKind

_HASHES = "reviewed.txt"


def notice_template(kind: NoticeKind, language: Language) -> Template:
    """Return the text of one kind of notice. Raises NotAllowed when a text is not the reviewed one."""
    return _environment().get_template(f"{kind}.{language}.txt")


def letterhead(language: Language) -> bytes:
    """Return the letterhead, a DOCX template. Raises NotAllowed when it is not the reviewed one."""
    return _reviewed()[f"letterhead.{language}.docx"]


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        autoescape=False,  # plain text; who puts it into a page escapes it there
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    environment.filters["named"] = lambda key, names: names[key]
    return environment


def _source(name: str) -> str | None:
    """Return a text by its name; a template can reach no other file."""
    content = _reviewed().get(name)
    return content.decode() if content is not None else None


@cache
def _reviewed() -> Mapping[str, bytes]:
    """Read every template once and compare it with the list. Raises NotAllowed."""
    found = _templates()
    if listed(found) != _folder().joinpath(_HASHES).read_text("utf-8"):
        raise NotAllowed(
            "The texts of the notices are not the reviewed ones: install Convoca anew."
        )
    return found


def listed(templates: Mapping[str, bytes]) -> str:
    """Return the list of hashes, as ``sha256sum`` would write it."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in templates.items())
    return "".join(lines)


def _templates() -> dict[str, bytes]:
    names = sorted(entry.name for entry in _folder().iterdir() if entry.name != _HASHES)
    return {name: _folder().joinpath(name).read_bytes() for name in names}


def _folder() -> Path:
    folder = files("convoca.documents").joinpath("templates", "notices")
    if not isinstance(folder, Path):
        raise TypeError(folder)
    return folder


def main() -> None:
    """Write the list of hashes."""
    _folder().joinpath(_HASHES).write_text(listed(_templates()), "utf-8")
    sys.stdout.write(f"{len(_templates())} templates\n")


if __name__ == "__main__":
    main()
