"""What needs doing, the gravest first, each with its article, its cure and where it is cured."""

from itertools import groupby

from convoca.app.frame import Visit
from convoca.app.models.home import HomeModel, Task
from convoca.app.widgets.day_words import distance, span_of
from convoca.app.widgets.parts import chip, paragraph
from convoca.app.widgets.problem_links import problem_link
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.shared_words import said_of
from convoca.domain.language import Language
from convoca.domain.notice import Notice
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.problems import Problem, Severity, SubjectKind

#: So many failures are named; the page Notices has them all.
FAILED_SHOWN = 5


def tasks_section(visit: Visit, model: HomeModel) -> HtmlView:
    """Say first what was sent and did not arrive, then everything else."""
    tasks, failed = model.tasks, failed_section(visit, model)
    if not tasks and not failed:
        return paragraph("success", text("Nothing needs doing for this period.", visit.language))
    return safe_html(
        "{failed}{groups}",
        failed=failed,
        groups=joined(
            _group(visit, model, severity, list(same))
            for severity, same in groupby(tasks, key=lambda task: task.severity)
        ),
    )


def failed_section(visit: Visit, model: HomeModel) -> SafeHtml:
    """Alert the coordinator to notices that did not reach their addressees."""
    failed, language = model.failed_notices, visit.language
    if not failed:
        return SafeHtml()
    return html_string(
        '<section class="cv-card cv-card--urgent" role="alert"><h2>{title} ({count})</h2><p>{said}</p>'
        '<ul>{lines}</ul><p><a href="{link}">{action}</a></p></section>',
        title=text("Notices that did not arrive", language),
        count=len(failed),
        said=text(
            "Their service failed, or nobody knows how it ended. Until that is settled they do not "
            "count as served.",
            language,
        ),
        lines=joined(_failed(notice, language) for notice in failed[:FAILED_SHOWN]),
        link=visit.link("notices", period=model.file.period.number if model.file else None, tab=2),
        action=text("See what happened, and send them again", language),
    )


def _failed(notice: Notice, language: Language) -> SafeHtml:
    return html_string(
        '<li><span dir="auto">{line}</span></li>',
        line=said_of(notice.addressee, word(notice.kind, language), language),
    )


def _group(visit: Visit, model: HomeModel, severity: Severity, tasks: list[Task]) -> SafeHtml:
    return html_string(
        '<section><h2>{title} ({count})</h2><div class="cv-grid">{cards}</div></section>',
        title=_severity_words(severity, visit.language),
        count=len(tasks),
        cards=joined(_card(visit, model, task) for task in tasks),
    )


def _severity_words(severity: Severity, language: Language) -> str:
    return {
        Severity.BREACH: text("To be cured", language),
        Severity.URGENT: text("Due within three days", language),
        Severity.SOON: text("Due within two weeks", language),
        Severity.WARNING: text("To look at: customs and promises", language),
        Severity.LATER: text("Due later", language),
    }[severity]


def _card(visit: Visit, model: HomeModel, task: Task) -> SafeHtml:
    language, first = visit.language, task.problems[0]
    urgent = " cv-card--urgent" if task.severity >= Severity.URGENT else ""
    return html_string(
        '<section class="cv-card{urgent}"><h3>{title}</h3><p>{article} {due}</p>{about}'
        '<p class="cv-help">{cure}</p></section>',
        urgent=urgent,
        article=_article(task, language),
        due=_due(task, model, language),
        title=findings.title(task.rule, language),
        about=_one(visit, model, first) if len(task.problems) == 1 else _many(visit, model, task),
        cure=findings.cure(first.finding, language),
    )


def _article(task: Task, language: Language) -> SafeHtml:
    style = "breached" if task.severity is Severity.BREACH else "undetermined"
    return chip(style, findings.basis(task.problems[0].finding, language))


def _due(task: Task, model: HomeModel, language: Language) -> str:
    if not task.days:
        return ""
    said = {"days": span_of(task.days, language)}
    said["when"] = distance(task.days[0], model.today, language)
    if not task.citations:
        return text("last day by custom {days} ({when})", language, **said)
    return text("last day under the Rules {days} ({when})", language, **said)


def _one(visit: Visit, model: HomeModel, problem: Problem) -> SafeHtml:
    return html_string(
        '<p>{sentence}</p><p><a href="{link}" dir="auto">{subject}</a></p>',
        sentence=_sentence(problem, visit.language),
        link=problem_link(visit, model.file, problem),
        subject=problem.title or text("Open the period", visit.language),
    )


def _many(visit: Visit, model: HomeModel, task: Task) -> SafeHtml:
    """Say how many, and open to the list; what each line says of itself stands under its link."""
    return html_string(
        "<details><summary>{count}</summary><ul>{lines}</ul></details>",
        count=_count(task, visit.language),
        lines=joined(
            html_string(
                '<li><a href="{link}" dir="auto">{title}</a><br><span class="cv-small">{sentence}</span></li>',
                link=problem_link(visit, model.file, problem),
                title=problem.title,
                sentence=_sentence(problem, visit.language),
            )
            for problem in task.problems
        ),
    )


def _sentence(problem: Problem, language: Language) -> str:
    sentence = findings.sentence(problem.finding, language)
    return said_of(problem.about, sentence, language) if problem.about else sentence


def _count(task: Task, language: Language) -> str:
    count = task.subjects
    if count == 1:
        return f"{task.problems[0].title} ({len(task.problems)})"
    return {
        SubjectKind.PERIOD: text("{count} points of the period", language, count=count),
        SubjectKind.REQUEST: text("{count} requests", language, count=count),
        SubjectKind.HEARING: text("{count} hearings", language, count=count),
        SubjectKind.WORKING_MEETING: text("{count} working meetings", language, count=count),
        SubjectKind.SESSION: text("{count} sessions", language, count=count),
        SubjectKind.VISIT: text("{count} visits", language, count=count),
    }[task.kind]
