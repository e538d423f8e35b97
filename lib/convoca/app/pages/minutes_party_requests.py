"""Copies of minutes and recordings that parties ask for: two persons check the risk (Arts. 70.2, 70.3)."""

from uuid import UUID

from ipywidgets import Checkbox, DatePicker, Dropdown, HBox, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.minutes_party_requests import PartyRequestsModel, is_open
from convoca.app.pages.minutes_party_copy import part_words
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.choice_lists import CheckList, choice, words_of
from convoca.app.widgets.fingerprint import Fingerprint
from convoca.app.widgets.parts import button, chip, heading, paragraph, swap
from convoca.app.widgets.safe_html import HtmlView, html_string, joined, safe_html
from convoca.bootstrap import Convoca
from convoca.domain.identifiers import HearingId
from convoca.domain.language import Language
from convoca.domain.minutes import PartyRequest, RequestOfParty
from convoca.domain.party import PartyKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, state_name
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line
