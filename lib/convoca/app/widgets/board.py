"""The board: rooms by hours of one day, and a tray of what is not placed yet.

For a page::

    board = Board(language="es", day="2027-03-08", rooms=[...], items=[...], tray=[...])
    board.on_move(lambda item, room, start: "" or "why not")   # "" accepts; the callback sets `items` and `tray`
    board.on_take_out(lambda item: None)
    board.on_select(lambda item: None)                          # "" when nothing is selected
    board.announce("Two problems are left.")                    # read out by a screen reader

``items`` and ``tray`` are the only truth: the browser draws a move at once, asks, and then draws what they say, so a refused
item goes back by itself. All hours are the wall time of the venue, ``2027-03-08T09:00``, and never meet a time zone.

    rooms   {"id", "title"}
    items   {"id", "title", "subtitle", "room", "start", "minutes", "kind", "severity": "" | "warning" | "breach", "private"}
    tray    {"id", "title", "subtitle", "minutes"}
"""
