"""Text becomes HTML in ``app/widgets/safe_html.py`` and nowhere else."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "lib" / "convoca"
DOOR = PACKAGE / "app" / "widgets" / "safe_html.py"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != DOOR]

#: What draws its text as HTML or runs it, in ipywidgets and in IPython.display.
DRAWS = {"HTML", "HTMLMath", "Javascript", "Latex", "Markdown", "Math", "SVG"}
HOOKS = {"_ipython_display_", "_repr_html_", "_repr_javascript_", "_repr_mimebundle_"}
HOOKS |= {"_repr_latex_", "_repr_markdown_", "_repr_svg_"}
#: What takes a template: it must be written where it is used, never put together from text.
TEMPLATED = {"safe_html", "html_string"}


def side_doors(source: str) -> list[str]:
    """Return each way around the one door that ``source`` takes, with its line."""
    tree = ast.parse(source)
    only_types = {id(node) for annotation in _annotations(tree) for node in ast.walk(annotation)}
    return [
        f"{node.lineno}: {found}"
        for node in ast.walk(tree)
        if id(node) not in only_types
        for found in _found(node)
    ]


def _annotations(tree: ast.AST) -> list[ast.expr]:
    """Return the annotations in ``tree``: to say that something is an ``HTML`` draws nothing."""
    found: list[ast.expr | None] = []
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(returns=annotation) | ast.AsyncFunctionDef(returns=annotation):
                found.append(annotation)
            case ast.arg(annotation=annotation) | ast.AnnAssign(annotation=annotation):
                found.append(annotation)
    return [annotation for annotation in found if annotation is not None]


def _found(node: ast.AST) -> list[str]:
    match node:
        case ast.ImportFrom(module="ipywidgets" | "IPython.display" | "IPython.core.display"):
            return [each.name for each in node.names if each.name in DRAWS and each.asname]
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in DRAWS:
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name in HOOKS:
            return [name]
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in TEMPLATED:
            return [] if _is_literal(node.args) else [f"{name} without a literal template"]
        case ast.Call(func=ast.Name(id="SafeHtml") | ast.Attribute(attr="SafeHtml"), args=[_, *_]):
            return ["SafeHtml(…)"]
        case _:
            return []


def _is_literal(arguments: list[ast.expr]) -> bool:
    """Tell whether the template is a string, or the name of a constant that holds one."""
    match arguments:
        case [ast.Constant(value=str())]:
            return True
        case [ast.Name(id=name)]:
            return name.isupper()
        case _:
            return False


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_goes_around_the_door(path: Path) -> None:
    assert side_doors(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from ipywidgets import HTML\nHTML(title)",
        "from ipywidgets import HTML\nlist(map(HTML, titles))",
        "from ipywidgets import HTML\nclass Note(HTML): pass",
        "from ipywidgets import VBox, HTMLMath as M",
        "import ipywidgets as widgets\nwidgets.HTML(title)",
        "from IPython.display import Markdown\ndisplay(Markdown(title))",
        "from IPython import display\ndisplay.HTML(title)",
        "class Hearing:\n    def _repr_html_(self): return self.title",
        "safe_html(f'<p>{title}</p>')",
        "safe_html('<p>' + title + '</p>')",
        "safe_html(template, title=title)",
        "door.html_string('<p>{}</p>'.format(title))",
        "SafeHtml(title)",
    ],
)
def test_every_known_way_around_is_seen(source: str) -> None:
    assert side_doors(source)


@pytest.mark.parametrize(
    "source",
    [
        "safe_html('<p>{title}</p>', title=title)",
        "html_string('<p>' '{title}</p>', title=title)",
        "html_string(ROW, title=title)",
        "SafeHtml()",
        "from ipywidgets import HTML\ndef note() -> HTML: ...",
        "from IPython.display import display\ndisplay(view.body)",
    ],
)
def test_the_door_itself_may_be_used(source: str) -> None:
    assert side_doors(source) == []
