"""One audience's calendar: what is in it and what is not, what changed, and handing it out."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ipywidgets import HBox, VBox

from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.language import Language
from convoca.i18n.catalogue import error_text, text
from convoca.i18n.dates import day, moment, ordinal_of_period
from convoca.i18n import findings
from convoca.services.audience import Audience, AudienceKind
from convoca.services.feed_changes import FeedChanges
from convoca.services.feeds import CalendarEntry

if TYPE_CHECKING:
    from convoca.app.pages.calendars import Desk
