"""A page for trials."""

import os
import ipywidgets as w
from convoca.app import frame
from convoca.app.widgets.safe_html import safe_html


def build(visit):
    b = w.Button(description="Say hello", button_style="primary")
    b.add_class("first-button")
    b.on_click(lambda _: visit.announce("Hello, it worked"))
    e = w.Button(description="Fail", icon="check")

    def boom(_):
        raise KeyError("secret-witness-name")

    e.on_click(boom)
    t = w.Text(description="Title")
    ta = w.Textarea(description="Summary")
    saved = []
    a = frame.Autosave(lambda: saved.append(t.value), visit)
    t.observe(lambda _: a.changed(), "value")
    import pandas as pd
    from itables.widget import ITable

    table = ITable(
        pd.DataFrame({"State": ["Peru", "Chile"], "Received": ["2022-01-16", "2022-01-17"]})
    )
    d = w.Button(description="Download")
    d.on_click(lambda _: visit.offer("a.ics", b"BEGIN", "text/calendar"))
    go = w.Button(description="Go", button_style="danger")
    go.on_click(lambda _: visit.navigate("home", period=3))
    tabs = w.Tab(
        [
            w.VBox(
                [
                    t,
                    ta,
                    w.Dropdown(description="State", options=["Peru", "Chile"]),
                    w.DatePicker(description="Opens"),
                    w.Checkbox(description="Private"),
                    w.RadioButtons(description="Mode", options=["here", "virtual"]),
                    w.TagsInput(value=["a", "b"]),
                ]
            ),
            table,
        ],
        titles=["Form", "Table"],
    )
    acc = w.Accordion(
        [
            safe_html(
                "<p>Finding <span class='cv-chip cv-chip--met'>met</span> <span class='cv-chip cv-chip--breached'>breached</span> <span class='cv-chip cv-chip--waived'>waived</span> <span class='cv-chip cv-chip--undetermined'>undetermined</span></p>"
            )
        ],
        titles=["Findings"],
    )
    env = safe_html(
        "<pre id='env'>{e}</pre><p id='q'>{q}</p>",
        e=" ".join(sorted(os.environ)),
        q=f"{visit.page} {visit.language} {dict(visit.parameters)} {visit.person}",
    )
    return frame.View("Trial & page", w.VBox([w.HBox([b, e, d, go]), tabs, acc, env]))


def show():
    frame.show(build)
