"""Errors in words: what stopped the work, where, and how to mend it."""

from convoca.domain.errors import ConvocaError
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.field_words import FIELDS, record_name


def error_text(error: ConvocaError, language: Language) -> str:
    """Word an error in ``language``, with the names of fields and records as people know them."""
    values = dict(error.values)
    if "record" in values:
        values["record"] = record_name(str(values["record"]), language)
    if "field" in values:
        field = str(values["field"])
        values["field"] = text(FIELDS[field], language) if field in FIELDS else field
    if "detail" in values and isinstance(detail := getattr(error, "detail", None), str):
        inner = {name: value for name, value in values.items() if name != "detail"}
        values["detail"] = text(detail, language, **inner)
    return text(error.template, language, **values)
