"""A table that people can search, filter, sort, page and pick a row from, with the keyboard too.

For a page::

    requests = table(
        [Column("state", "State", filter=True), Column("received", "Received", kind="date", show=short_date)],
        rows,                       # mappings; row["id"] is the key, any other name by `key=`
        language="es", caption="Requests", on_select=lambda key: None,   # "" when the choice is taken back
    )
    requests.show(other_rows)       # the same table with other rows: search, sort and page stay
    requests.selected               # key of the chosen row or ""; may be set
"""
