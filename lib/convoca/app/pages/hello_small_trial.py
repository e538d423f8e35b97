"""A page for trials."""

import ipywidgets as w
from convoca.app import frame


def build(visit):
    b = w.Button(description="Say hello")
    b.add_class("first-button")
    return frame.View("Hello", b)


def show():
    frame.show(build)
