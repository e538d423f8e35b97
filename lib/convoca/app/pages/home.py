"""Home: what needs doing for a period of sessions, what comes next, where it stands."""

from ipywidgets import HBox, Layout, VBox

from convoca.app import frame
from convoca.app.models.home import HomeModel
from convoca.app.pages.home_dates import dates_section
from convoca.app.pages.home_standing import other_periods, standing_section
from convoca.app.pages.home_tasks import tasks_section
from convoca.app.widgets.period_picker import chosen_period, example_sentence, period_picker
from convoca.app.widgets.safe_html import HtmlView, safe_html
from convoca.bootstrap import office
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    model = HomeModel(office())
    period = chosen_period(visit, model.periods, model.today)
    title = text("What needs doing", visit.language)
    if period is None:
        _say_what_holds(visit, model, is_example=False)
        return frame.View(title, _first_start(visit))
    model.choose(period)
    _say_what_holds(visit, model, is_example=period.is_example)
    body = VBox([])

    def draw(chosen: PeriodOfSessions) -> None:
        if model.file is None or chosen != model.file.period:
            model.choose(chosen)
            visit.remember(period=chosen.number)
            _say_what_holds(visit, model, is_example=chosen.is_example)
        body.children = [picker, *_sections(visit, model)]

    picker = period_picker(visit, model.periods, period, on_choose=draw)
    draw(period)
    return frame.View(title, body)


def _sections(visit: frame.Visit, model: HomeModel) -> list[VBox | HBox | HtmlView]:
    """Figures on top; then what to do, and beside it where there is room what comes next."""
    tasks = VBox([tasks_section(visit, model)], layout=Layout(flex="3 1 30rem", min_width="0"))
    beside = [dates_section(visit, model), other_periods(visit, model)]
    aside = VBox(beside, layout=Layout(flex="2 1 20rem", min_width="0"))
    return [standing_section(visit, model), HBox([tasks, aside])]


def _say_what_holds(visit: frame.Visit, model: HomeModel, *, is_example: bool) -> None:
    """Say in the banner that the data are an example, and who can read them."""
    sentences = [example_sentence(visit.language)] if is_example else []
    if model.is_one_office:
        sentences.append(
            text(
                "Office mode: everybody with this computer account can read and change "
                "everything, protected identities included.",
                visit.language,
            )
        )
    visit.banner(" ".join(sentences))


def _first_start(visit: frame.Visit) -> HtmlView:
    return safe_html(
        '<div class="cv-grid"><section class="cv-card"><h2>{create_title}</h2><p>{create}</p>'
        '<p><a href="{create_link}">{create_action}</a></p></section>'
        '<section class="cv-card"><h2>{import_title}</h2><p>{take_in}</p>'
        '<p><a href="{import_link}">{import_action}</a></p></section></div>',
        create_title=text("No period of sessions yet", visit.language),
        create=text(
            "Begin with the number and the opening day: every other date follows from them.",
            visit.language,
        ),
        create_link=visit.link("period", new=1),
        create_action=text("Create the first period", visit.language),
        import_title=text("Lists that exist already", visit.language),
        take_in=text(
            "Take periods in from a CSV or Excel file. You see first what it would change.",
            visit.language,
        ),
        import_link=visit.link("period", tab="import"),
        import_action=text("Import", visit.language),
    )
