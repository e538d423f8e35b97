"""The text of a letter as it is read on a page: what it marks as headings and lists becomes that."""

from collections.abc import Sequence

from convoca.app.widgets.safe_html import SafeHtml, html_string, joined

_BULLET = "- "


def letter_html(words: str) -> SafeHtml:
    r"""Keep the paragraphs and lines of a letter; a line of signs below another marks a heading.

    >>> letter_html("Hearing\n-------\n\nOn Monday.\n- One\n- Two")
    '<p class="cv-strong">Hearing</p><p>On Monday.</p><ul><li>One</li><li>Two</li></ul>'
    """
    blocks = (block.split("\n") for block in words.strip().split("\n\n") if block.strip())
    return joined(_block(block) for block in blocks)


def _block(lines: Sequence[str]) -> SafeHtml:
    rule = next((n for n, line in enumerate(lines) if n and _is_rule(line)), None)
    if rule is not None:
        head = html_string('<p class="cv-strong">{lines}</p>', lines=_lines(lines[:rule]))
        rest = lines[rule + 1 :]
        return joined([head, _block(rest)]) if rest else head
    items = [line.removeprefix(_BULLET) for line in lines if line.startswith(_BULLET)]
    said = [line for line in lines if not line.startswith(_BULLET)]
    if items and lines[-len(items)].startswith(_BULLET):
        return joined([_paragraph(said), _list(items)])
    return _paragraph(lines)


def _is_rule(line: str) -> bool:
    return len(line) > 2 and set(line) in ({"="}, {"-"})


def _paragraph(lines: Sequence[str]) -> SafeHtml:
    return html_string("<p>{lines}</p>", lines=_lines(lines)) if lines else SafeHtml()


def _list(items: Sequence[str]) -> SafeHtml:
    return html_string(
        "<ul>{items}</ul>",
        items=joined(html_string("<li>{item}</li>", item=item) for item in items),
    )


def _lines(lines: Sequence[str]) -> SafeHtml:
    return joined(lines, html_string("<br>"))
