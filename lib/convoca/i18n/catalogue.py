"""Words in four languages. The English sentence is the key; ``es``, ``pt``, ``fr`` are catalogues."""

from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

from convoca.domain.language import Language


def text(msgid: str, language: Language, /, **values: object) -> str:
    """Return ``msgid`` in ``language`` with its named values filled in.

    A sentence that no catalogue holds stays English; a test demands that all hold all.
    """
    template = msgid if language is Language.ENGLISH else messages(language).get(msgid, msgid)
    return template.format(**values) if values else template


@cache
def messages(language: Language) -> dict[str, str]:
    """Return the catalogue of ``language``, English sentence to translated one."""
    source = files("convoca.i18n").joinpath(f"{language}.po")
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=str(language))
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
