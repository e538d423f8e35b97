"""The sentences about a workbook that was brought back: templates by code, worded by ``i18n.text``."""

from convoca.services.importing import words as importing
from convoca.services.importing.remark import MOST_SHOWN, Level, RowRemark

PROBLEM_WORDS = {
    # the file
    "column_gone": "The column “{heading}” was not found; what it said stays as it is.",
    "column_taken": "The column {column} was taken for “{heading}”.",
    "column_unknown": "The column {column} was added; nothing of it is taken in.",
    "key_column_gone": "The hidden columns with the keys of the rows are gone: nothing can be brought back.",
    "column_twice": "The columns {column} and {other} are both called “{heading}”.",
    "rows_not_there": "Rows that went out and did not come back: {count}. Nothing is taken away because "
    "a row is missing.",
    "rows_made_since": "Entered here since the workbook went out: {count}. They stay as they are.",
    # rows
    "row_without_key": "The row was added in the workbook.",
    "row_unknown": "The key of the row is not one that went out with this workbook.",
    "row_twice": "The row is there twice: rows {rows}.",
    "row_repeated": "The row is a copy of row {other} and says the same.",
    "row_key_moved": "The key belongs to “{expected}”, but the row says “{read}”: rows were sorted without "
    "their hidden columns, or a key was changed.",
    "row_gone": "It was taken away here since the workbook went out.",
    # cells
    "locked_cell": "“{read}” was written into a column that is not for editing; it is left alone.",
    "formula_value": "The cell holds a formula; what it came to was read.",
    "not_text": "“{read}” came as a number or a date, not as text.",
    "room_unknown": "“{read}” is not one of the rooms of the period.",
    "room_gone": "The room “{read}” is no longer one of the period.",
    "room_doubtful": "“{read}” can be more than one room.",
    "place_incomplete": "A place needs its day, its hour and its room.",
    "place_of_cancelled": "It was cancelled: its day, hour, room and length are no longer changed.",
    "place_taken": "{room} is taken at that hour by “{holder}”.",
    "needs_of_session": "A session has no such field.",
    "decision_not_here": "A merged request names the one that took it in.",
    "decision_stands": "The request has been decided: another decision needs the first one taken back.",
    "decision_without_day": "The day of the decision is not stated.",
    "decision_without_reason": "The reason for the decision is not stated.",
    "reason_without_decision": "A day or a reason is stated and no decision.",
    "protected_name": "The name of a protected person stands in the cell.",
}

REMEDY_WORDS = {
    "column_gone": "Give it its heading again, or say which column it is.",
    "column_twice": "Remove or rename one of them.",
    "key_column_gone": "Write the workbook anew and copy the changes into it.",
    "rows_not_there": "Cancel or decline what should go on its own page.",
    "row_without_key": "Enter it on its own page, or import it.",
    "row_unknown": "Bring it back with the workbook that it went out with.",
    "row_twice": "Keep one of the rows.",
    "row_key_moved": "Sort whole rows, or write the workbook anew.",
    "row_gone": "Leave the row as it is stored.",
    "not_text": "Write it again with an apostrophe before it.",
    "room_unknown": "Write one of: {known}.",
    "room_gone": "Write one of: {known}.",
    "room_doubtful": "Write one of: {known}.",
    "place_incomplete": "Write all three, or empty all three to take it out of the programme.",
    "place_of_cancelled": "Leave them as they are stored.",
    "place_taken": "Choose another hour or room.",
    "needs_of_session": "Empty the cell.",
    "decision_not_here": "Merge it on the page Requests.",
    "decision_stands": "Set it back to pending first, or decide on the page Requests.",
    "decision_without_day": "Write the day.",
    "decision_without_reason": "Write the reason.",
    "reason_without_decision": "Write the decision, or empty both.",
    "protected_name": "Write the pseudonym.",
}


def said(
    code: str, level: Level, *, row: int = 0, column: str = "", read: str = "", **values: object
) -> RowRemark:
    """Return a remark in the words for a workbook brought back, or else those for imports."""
    shown = read if len(read) <= MOST_SHOWN else f"{read[: MOST_SHOWN - 1]}…"
    problem = PROBLEM_WORDS.get(code) or importing.PROBLEM_WORDS[code]
    remedy = REMEDY_WORDS.get(code) or importing.REMEDY_WORDS.get(code, "")
    return RowRemark(
        code=code,
        level=level,
        problem=problem,
        remedy=remedy,
        values={"read": shown, "column": column, **values},
        row=row,
        column=column,
        read=shown,
    )
