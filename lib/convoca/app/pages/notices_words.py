"""How the page Notices names things: a notice, its pile, what to look at before it is sent."""

from collections.abc import Iterable
from datetime import date

from convoca.app.models.notices import Entry, Pile
from convoca.app.widgets.day_words import distance
from convoca.app.widgets.parts import chip, short
from convoca.app.widgets.safe_html import SafeHtml
from convoca.domain.language import Language
from convoca.domain.notice import NoticeStatus
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short
from convoca.i18n.words import word
from convoca.services.notices.outbox_warnings import OutboxWarning

_CHIP_OF = {
    NoticeStatus.DRAFT: "draft",
    NoticeStatus.APPROVED: "met",
    NoticeStatus.SERVED: "done",
    NoticeStatus.OVERTAKEN: "undetermined",
    NoticeStatus.DISCARDED: "undetermined",
}


def status_chip(entry: Entry, language: Language) -> SafeHtml:
    status = entry.notice.status
    return chip(_CHIP_OF[status], word(status, language))


def notice_name(entry: Entry, language: Language) -> str:
    """Name a notice by its kind, its addressee and what it is about, on one line."""
    notice = entry.notice
    return short(f"{word(notice.kind, language)} · {notice.addressee} · {entry.title}", most=120)


def due_words(due: date | None, today: date, language: Language) -> str:
    """Say a last lawful day with how far it is."""
    if due is None:
        return text("no last day", language)
    return f"{day_short(due, language)} ({distance(due, today, language)})"


def pile_words(pile: Pile, count: int, language: Language) -> str:
    return {
        Pile.READY: text("{count} to approve", language, count=count),
        Pile.TO_LOOK_AT: text("{count} to look at", language, count=count),
        Pile.APPROVED: text("{count} approved", language, count=count),
        Pile.SERVED: text("{count} served", language, count=count),
        Pile.PUT_ASIDE: text("{count} put aside", language, count=count),
    }[pile]


def warning_sentence(warning: OutboxWarning, language: Language) -> str:
    """Say what is to be looked at before a notice is sent, and what would settle it."""
    return text(_WARNING_WORDS[warning], language)


def warning_label(warning: OutboxWarning, language: Language) -> str:
    """Name a warning in as few words as a column has room for."""
    return text(_WARNING_LABEL_WORDS[warning], language)


def warnings_shortly(warnings: Iterable[OutboxWarning], language: Language) -> str:
    return " · ".join(warning_label(warning, language) for warning in warnings)


_WARNING_WORDS = {
    OutboxWarning.OVERTAKEN: "Something changed since this was drafted. Draft what is due: a newer "
    "draft takes its place.",
    OutboxWarning.PROTECTED_NAME: "A name stands in it that its recipient may not learn. Change its "
    "words; it cannot be approved as it is.",
    OutboxWarning.CONTRADICTS: "Another notice to the same party says something else about the same "
    "thing. Keep one of the two.",
    OutboxWarning.OUTCOME_UNKNOWN: "It may have been sent already: nobody knows how the last attempt "
    "ended. Find out, and record it under Send.",
    OutboxWarning.FAILED_BEFORE: "It was sent before and did not arrive. Look at the address.",
    OutboxWarning.NO_ADDRESS: "No address is on record. Write one below, or hand the letter over.",
    OutboxWarning.ADDRESS_DIFFERS: "The address is not the one on record of this party.",
    OutboxWarning.PAST_THE_LAST_DAY: "The last lawful day has passed. Serve it at once, and say which "
    "exceptional circumstances shorten the time and who found them.",
    OutboxWarning.NOT_CONVOKED: "Nobody convoked this hearing yet (Art. 61).",
    OutboxWarning.DECISION_NOT_RECORDED: "The decision that it speaks of is not on record.",
    OutboxWarning.DRAFT_DIFFERS_FROM_RELEASE: "The programme was changed since the release that this "
    "follows. Release it first, or it will have to be told anew.",
}
_WARNING_LABEL_WORDS = {
    OutboxWarning.OVERTAKEN: "overtaken",
    OutboxWarning.PROTECTED_NAME: "protected name",
    OutboxWarning.CONTRADICTS: "contradicts another",
    OutboxWarning.OUTCOME_UNKNOWN: "outcome unknown",
    OutboxWarning.FAILED_BEFORE: "failed before",
    OutboxWarning.NO_ADDRESS: "no address",
    OutboxWarning.ADDRESS_DIFFERS: "another address",
    OutboxWarning.PAST_THE_LAST_DAY: "past the last day",
    OutboxWarning.NOT_CONVOKED: "not convoked",
    OutboxWarning.DECISION_NOT_RECORDED: "decision not on record",
    OutboxWarning.DRAFT_DIFFERS_FROM_RELEASE: "programme changed since",
}
