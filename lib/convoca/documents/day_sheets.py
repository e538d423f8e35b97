"""The day sheet of one person of a delegation, as a Word document and as a PDF: read offline, day by day."""

from collections.abc import Iterator
from datetime import datetime

from convoca.documents.typesetting import (
    Facts,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Part,
    Table,
    pdf_of,
)
from convoca.documents.word_paper import word_of
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE, instant, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, day_in_full, hour, list_of, state_name, zone_name
from convoca.i18n.words import word
from convoca.services.visits.day_sheets import Companion, DaySheet, DaySheetDay, DaySheetLine


def day_sheet_docx(sheet: DaySheet, *, language: Language) -> bytes:
    """Return the sheet as a Word document: the same sheet, the same bytes."""
    return word_of(_paper(sheet, language))


def day_sheet_pdf(sheet: DaySheet, *, language: Language) -> bytes:
    """Return the sheet as PDF/UA-1 and PDF/A-2a: the same sheet, the same bytes."""
    return pdf_of(_paper(sheet, language))


def _paper(sheet: DaySheet, language: Language) -> Paper:
    said = (
        (True, text("PROTECTED: FOR ITS HOLDER ALONE", language)),
        (sheet.is_cancelled, text("CANCELLED", language)),
        (sheet.is_example, text("EXAMPLE: invented data", language)),
    )
    return Paper(
        title=text("Day sheets of {name}", language, name=sheet.name),
        subtitle=sheet.title,
        called=text("Day sheets", language),
        language=language,
        name=text("Inter-American Commission on Human Rights", language),
        marks=tuple(mark for holds, mark in said if holds),
        notice=_notice(sheet, language),
        page=text("Page {page} of {pages}", language),
        dated=_dated(sheet),
        parts=tuple(_parts(sheet, language)),
    )


def _notice(sheet: DaySheet, language: Language) -> str:
    """Say whose it is, at the foot of each page; no whole sentence, which a listener would miss."""
    return text(
        "Itinerary of {name}, version {number}", language, name=sheet.name, number=sheet.version
    )


def _dated(sheet: DaySheet) -> datetime | None:
    """Return an instant that follows from the sheet: the file must have a date of its own."""
    return max((line.slot.end for each in sheet.days for line in each.lines), default=None)


def _parts(sheet: DaySheet, language: Language) -> Iterator[Part]:
    warning = text("Keep it with you and pass it on to nobody.", language)
    yield Paragraph(text=f"{_notice(sheet, language)}. {warning}", style="note")
    yield Facts(facts=tuple(_facts(sheet, language)))
    if not any(each.lines for each in sheet.days):
        nothing = text("No activity names {name} yet.", language, name=sheet.name)
        yield Paragraph(text=nothing, style="note")
    for each in sheet.days:
        yield from _day(each, language)
    yield Heading(text=text("The delegation", language))
    yield Listing(items=tuple(_companion(who, language) for who in sheet.delegation))


def _facts(sheet: DaySheet, language: Language) -> Iterator[tuple[str, str]]:
    holder = Companion(name=sheet.name, role=sheet.role, presides=sheet.presides)
    yield text("For", language), _companion(holder, language)
    yield text("States", language), _states(sheet.states, language)
    if sheet.territories:
        yield text("On the soil of", language), _states(sheet.territories, language)
    yield text("From (day)", language), day(sheet.opens, language)
    yield text("To (day)", language), day(sheet.closes, language)
    yield text("Modality", language), word(sheet.modality, language)


def _states(states: tuple[str, ...], language: Language) -> str:
    return list_of((state_name(state, language) for state in states), language)


def _companion(who: Companion, language: Language) -> str:
    role = word(who.role, language) if who.role else text("Member of the Commission", language)
    if who.presides:
        role = text("President of the Special Commission", language)
    return f"{who.name} ({role})"


def _day(each: DaySheetDay, language: Language) -> Iterator[Part]:
    yield Heading(text=day_in_full(each.day, language))
    if where := _where(each, language):
        yield Paragraph(text=where, style="strong")
    if light := _light(each, language):
        yield Paragraph(text=light, style="note")
    if not each.lines:
        yield Paragraph(
            text=text("Nothing is planned for you on this day.", language), style="note"
        )
        return
    yield Table(
        headings=(
            text("Hour", language),
            text("Activity", language),
            text("Where and how", language),
            text("With", language),
        ),
        rows=tuple(_row(line, each.zone, language) for line in each.lines),
        shares=(0.16, 0.34, 0.27, 0.23),
    )


def _where(each: DaySheetDay, language: Language) -> str:
    """Say where the day is spent, and of which zone its hours are."""
    places = list(each.places)
    places += [state_name(code, language) for code in each.territories]
    if each.is_virtual:
        places.append(text("Virtual", language))
    if not (each.lines and each.zone):
        return ", ".join(places)
    name = zone_name(each.lines[0].slot.start, each.zone, language)
    return " · ".join((*filter(None, [", ".join(places)]), name))


def _light(each: DaySheetDay, language: Language) -> str:
    if each.daylight is None:
        return ""
    zone = each.zone or SEAT_ZONE
    return text(
        "The sun rises at {rises} and sets at {sets}.",
        language,
        rises=_hour(each.daylight.rises, zone, language),
        sets=_hour(each.daylight.sets, zone, language),
    )


def _row(line: DaySheetLine, zone: str, language: Language) -> tuple[str, str, str, str]:
    return (
        _hours(line, zone, language),
        "\n".join(_what(line, language)),
        "\n".join(_how(line, language)),
        "\n".join(line.with_whom),
    )


def _hours(line: DaySheetLine, zone: str, language: Language) -> str:
    """Write the hours on the clock of the place; where it is not the day's zone, its name too."""
    here = line.slot.zone
    begins, ends = (_hour(when, here, language) for when in (line.slot.start, line.slot.end))
    last = line.slot.end_in(here).date()
    if last != line.slot.wall_date:
        ends = f"{ends} ({day(last, language)})"
    hours = f"{begins} – {ends}"  # noqa: RUF001 - a span
    if here == zone:
        return hours
    return f"{hours}\n{zone_name(line.slot.start, here, language)}"


def _hour(when: datetime, zone: str, language: Language) -> str:
    return hour(instant(when).astimezone(zone_info(zone)).time(), language)


def _what(line: DaySheetLine, language: Language) -> Iterator[str]:
    yield line.title
    marks = [word(line.kind, language)]
    if line.confidential:
        marks.append(text("confidential", language))
    yield f"({', '.join(marks)})"
    if line.held:
        yield text("ON HOLD: do not begin before security gives its word.", language)
        if line.hold_reason:
            yield line.hold_reason


def _how(line: DaySheetLine, language: Language) -> Iterator[str]:
    means = [word(line.mode, language)] if line.mode else []
    means += [line.transport] if line.transport else []
    yield from (part for part in (line.place, ", ".join(means)) if part)
