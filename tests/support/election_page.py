"""An election on the page Sessions without a browser: open it, and let members hand in papers."""

from typing import Any

from ipywidgets import RadioButtons, Widget

from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_elections import ElectionsPanel
from convoca.app.widgets.choice_lists import CheckList
from convoca.domain.identifiers import MemberId
from support.notice_desk import every, press, said, the
from support.session_desk import SessionDesk

BLANK = None


def under_way(table: SessionDesk, *candidates: int) -> tuple[Desk, Widget]:
    """Open the session with everybody, and an election between some of them."""
    table.sitting.open()
    desk = table.desk()
    panel = ElectionsPanel(desk).widget
    boxes(panel, "Candidates").value = tuple(str(table.sitting.member(n)) for n in candidates)
    press("Open the election", panel)
    return desk, panel


def boxes(panel: Widget, legend: str) -> Any:
    """Return the list of boxes under a legend."""
    lists = [w for w in every(panel) if isinstance(w, CheckList)]
    (found,) = [w for w in lists if legend in said(w)]
    return found


def vote(panel: Widget, choice: MemberId | None) -> None:
    """Let the next member hand in a paper at this computer."""
    press("Vote at this computer", panel)
    the("Your vote", panel, RadioButtons).value = choice
    if choice is BLANK:
        paper = the("Your vote", panel, RadioButtons)
        paper.index = len(paper.options) - 1
    press("Put the paper into the box", panel)
