"""The words of the frame, in the four languages."""

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

LANGUAGE_NAMES = {
    Language.SPANISH: "Español",
    Language.ENGLISH: "English",
    Language.PORTUGUESE: "Português",
    Language.FRENCH: "Français",
}


def page_names(language: Language) -> dict[str, str]:
    """Return the pages in the order of the work, each with its name."""
    return {
        "home": text("Home", language),
        "period": text("Period", language),
        "requests": text("Requests", language),
        "programme": text("Programme", language),
        "notices": text("Notices", language),
        "hearing-day": text("Hearing day", language),
        "sessions": text("Sessions", language),
        "minutes": text("Minutes", language),
        "visits": text("Visits", language),
        "year": text("Year", language),
        "calendars": text("Calendars and exports", language),
    }


def frame_words(language: Language, *, person: str, minutes: int) -> dict[str, str]:
    """Return what the frame says around every page."""
    return {
        "skip": text("Skip to the content", language),
        "pages": text("Pages", language),
        "menu": text("Menu", language),
        "language": text("Language", language),
        "signed_in": text("Signed in as {person}", language, person=person),
        "loading": text("Opening the page…", language),
        "slow": text("This takes longer than usual. Please wait a moment more.", language),
        "needs_script": text("Convoca needs JavaScript. Allow it for this address.", language),
        "dismiss": text("Dismiss", language),
        "reload": text("Reload", language),
        "lost": text(
            "The connection to Convoca is lost. What was saved is safe. Leave this page open: what you "
            "enter now is not saved until the connection is back.",
            language,
        ),
        "failed": text(
            "This page could not be opened. Reload it; if it fails again, tell your administrator.",
            language,
        ),
        "ending_title": text("Are you still there?", language),
        "ending": text(
            "You will be signed out soon, because nothing has happened for a while.", language
        ),
        "stay": text("Stay", language),
        "ended_title": text("You have been signed out", language),
        "ended": text(
            "Convoca signs you out after {minutes} minutes in which nothing happens, and when it is "
            "started anew. What you had entered was saved as a draft. Continue to come back to the "
            "same place.",
            language,
            minutes=minutes,
        ),
        "continue": text("Continue", language),
    }


def door_words(language: Language) -> dict[str, str]:
    """Return what is said to somebody who has not shown the access key."""
    return {
        "title": text("Sign in", language),
        "explanation": text(
            "Open the address that “convoca serve” shows in the terminal, or enter the access key "
            "that stands at its end.",
            language,
        ),
        "key": text("Access key", language),
        "wrong": text("That is not the access key. Copy it again from the terminal.", language),
        "enter": text("Sign in", language),
    }


def error_words(language: Language, status: int) -> dict[str, str]:
    """Return what went wrong with a request and what to do, by HTTP status."""
    sentences = {
        403: text(
            "You may not open this. Sign in again with the address that “convoca serve” shows.",
            language,
        ),
        404: text(
            "There is no such page. Check the address, or start from the home page.", language
        ),
    }
    return {
        "title": text("This did not work", language),
        "explanation": sentences.get(
            status,
            text(
                "Something went wrong that Convoca did not expect. What was saved is safe. Go back "
                "and try again; if it happens again, tell your administrator.",
                language,
            ),
        ),
        "home": text("Go to the home page", language),
    }
