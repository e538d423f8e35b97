"""One moved and one cancelled hearing, from the release to the mail, the calendars and the dossier."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path
from threading import Barrier
from zipfile import ZipFile

import pytest
from icalendar import Calendar

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Verdict
from convoca.domain.hearing import Convocation, Hearing
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language
from convoca.domain.notice import DeliveryState, Notice, NoticeKind, NoticeStatus
from convoca.domain.party import Party
from convoca.domain.release import Override, ReleaseKind
from convoca.services import releases
from convoca.services.audience import audience_of
from convoca.services.hearings import cancel_hearing, save_hearing
from convoca.services.notices.dossier import Dossier, dossier_of
from convoca.services.notices.drafting import draft_notices
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.outbox import approve_notices
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.periods import save_period
from convoca.services.programme import place
from support.builders import OTHER_ROOM, ROOM, a_hearing, a_period
from support.mail_server import MailServer, mail_server

EARLY = datetime(2027, 1, 20, 15, tzinfo=UTC)
MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)


@dataclass
class Desk:
    """A coordinator at work: the store, the period with two hearings, the mail server, the hour."""

    convoca: Convoca
    server: MailServer
    period: PeriodId
    moved: Hearing
    cancelled: Hearing

    @property
    def file(self) -> PeriodFile:
        with self.convoca.reading() as uow:
            return read_period_file(self.period, uow=uow)

    @property
    def notices(self) -> NoticeFile:
        with self.convoca.reading() as uow:
            return read_notice_file(self.period, uow=uow)

    def place(self, hearing: Hearing, day: date, hour: int) -> None:
        room = ROOM if hearing.id == self.moved.id else OTHER_ROOM
        place(
            self.file, hearing.id, day=day, hour=time(hour), room=room, reason="Placed",
            uow=self.convoca.unit_of_work(),
        )  # fmt: skip

    def release(self) -> None:
        file, today = self.file, self.convoca.today()
        passed = [
            Override(
                rule=found.rule, activity=found.activity, reason="Example",
                authority="Example President", decided_on=today,
            )
            for found in releases.blockers(file, ReleaseKind.NOTIFIED, today)
        ]  # fmt: skip
        releases.release(
            file, ReleaseKind.NOTIFIED, overrides=passed, now=self.convoca.now(),
            uow=self.convoca.unit_of_work(),
        )  # fmt: skip

    def draft_and_approve(self) -> tuple[Notice, ...]:
        draft_notices(self.period, now=self.convoca.now(), uow=self.convoca.unit_of_work())
        drafts = [n.id for n in self.notices.notices if n.status is NoticeStatus.DRAFT]
        return approve_notices(
            drafts,
            writer=self.convoca.notice_writer(),
            now=self.convoca.now(),
            reason="Read",
            secretaries=self.convoca.settings.executive_secretaries,
            uow=self.convoca.unit_of_work(),
        )

    def entries(self, party: Party) -> dict[str, tuple[int, str, str]]:
        """Return sequence, status and beginning of each hearing in a party's calendar, by its UID."""
        feed = self.convoca.calendar(901, audience_of(self.file.period, party))
        calendar = Calendar.from_ical(self.convoca.calendar_bytes(feed, Language.ENGLISH))
        wanted = {each.uid for each in feed.entries if each.entry.slot}
        return {
            str(event["UID"]): _said(event) for event in calendar.events if event["UID"] in wanted
        }

    def dossier(self, hearing: Hearing, party: Party) -> Dossier:
        file = self.notices
        stored = next(h for h in file.file.hearings if h.id == hearing.id)
        return dossier_of(file, stored, party, self.convoca.today())

    def mails_to(self, party: Party) -> list[EmailMessage]:
        return [m for m in self.server.messages if party.email in str(m["To"])]


def _said(event: object) -> tuple[int, str, str]:
    said = {name: event[name] for name in ("SEQUENCE", "STATUS", "DTSTART")}  # type: ignore[index]
    return int(said["SEQUENCE"]), str(said["STATUS"]), f"{said['DTSTART'].dt:%Y-%m-%dT%H:%MZ}"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What the clock shows: the last of the list."""
    shown = [EARLY]
    monkeypatch.setattr("convoca.bootstrap.now", lambda: shown[-1])
    return shown


@pytest.fixture
def desk(
    database: str, clock: list[datetime], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Desk]:
    with mail_server() as server:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("CONVOCA_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("CONVOCA_SMTP_PORT", str(server.port))
        monkeypatch.setenv("CONVOCA_SMTP_SECURITY", "none")
        monkeypatch.setenv("CONVOCA_EXECUTIVE_SECRETARIES", "2026-01-01 Example Secretary")
        with open_convoca(database=database) as convoca:
            period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
            made = Desk(convoca, server, period.id, *_two_hearings(convoca, period))
            made.place(made.moved, MONDAY, 9)
            made.place(made.cancelled, MONDAY, 15)
            made.release()
            yield made


def _two_hearings(convoca: Convoca, period: object) -> list[Hearing]:
    convoked = Convocation(proposed_on=date(2027, 1, 11), convoked_on=date(2027, 1, 12))
    made = []
    for number in (1, 2):
        hearing = a_hearing(period, title=f"Example matter {number}", convocation=convoked)  # type: ignore[arg-type]
        parties = tuple(
            replace(p, email=f"party{n}@example.org", language=language)
            for n, (p, language) in enumerate(
                zip(hearing.parties, (Language.ENGLISH, Language.SPANISH), strict=True)
            )
        )
        hearing = replace(hearing, parties=parties)
        made.append(save_hearing(hearing, reason="Granted", uow=convoca.unit_of_work()))
    return made


def _parts(mail: EmailMessage) -> dict[str, bytes]:
    return {
        part.get_content_type(): part.get_payload(decode=True) or b""
        for part in mail.walk()
        if not part.is_multipart()
    }


def test_from_the_release_to_the_mail_the_calendars_and_the_dossier(
    desk: Desk, clock: list[datetime]
) -> None:
    convoked = desk.draft_and_approve()
    assert [n.kind for n in convoked] == [NoticeKind.CONVOCATION] * 4
    sent = desk.convoca.send_notices([n.id for n in convoked])
    assert {d.state for d in sent} == {DeliveryState.HANDED_OVER}
    parties = desk.moved.parties
    for party in parties:
        (mail,) = desk.mails_to(party)
        assert mail["Content-Language"] == party.language
        assert [a.get_content_type() for a in mail.iter_attachments()] == ["application/pdf"] * 2
        told = [n for n in convoked if n.party == party.key]
        body = mail.get_body()
        assert body is not None
        assert all(n.text in body.get_content().replace("\r\n", "\n") for n in told)
        assert sorted(desk.entries(party).values()) == [
            (0, "CONFIRMED", "2027-03-08T14:00Z"),
            (0, "CONFIRMED", "2027-03-08T20:00Z"),
        ]
    before = {party.key: desk.entries(party) for party in parties}

    clock.append(EARLY + timedelta(days=3))
    desk.place(desk.moved, TUESDAY, 10)
    stored = next(h for h in desk.file.hearings if h.id == desk.cancelled.id)
    cancel_hearing(stored, reason="Example", uow=desk.convoca.unit_of_work())
    desk.release()
    followed = desk.draft_and_approve()
    assert sorted(n.kind for n in followed) == [
        NoticeKind.CANCELLATION, NoticeKind.CANCELLATION, NoticeKind.CHANGE, NoticeKind.CHANGE,
    ]  # fmt: skip

    dry = desk.convoca.mail_files([n.id for n in followed])
    assert len(dry) == 4
    assert all(name.removesuffix(".eml").isalnum() for name in dry)
    assert len(desk.server.messages) == 2, "a dry run sends nothing"
    desk.convoca.send_notices([n.id for n in followed])
    served = {str(m["Message-ID"]) for m in desk.server.messages[2:]}
    written = {str(message_from_bytes(mail, policy=SMTP)["Message-ID"]) for mail in dry.values()}
    assert served == written

    for party in parties:
        entries = desk.entries(party)
        assert set(entries) == set(before[party.key]), "a UID is kept for ever"
        assert sorted(entries.values()) == [
            (1, "CANCELLED", "2027-03-08T20:00Z"),
            (1, "CONFIRMED", "2027-03-09T15:00Z"),
        ]
        of_calendar = [_parts(m) for m in desk.mails_to(party) if "text/calendar" in _parts(m)]
        (cancellation,) = (Calendar.from_ical(p["text/calendar"]) for p in of_calendar)
        (event,) = cancellation.events
        assert cancellation["METHOD"] == "CANCEL"
        assert str(event["ATTENDEE"]).removeprefix("mailto:") == party.email
        assert entries[str(event["UID"])] == _said(event), "mail and calendar say the same"

        moved = desk.dossier(desk.moved, party)
        assert [e.kind for e in moved.entries] == [NoticeKind.CONVOCATION, NoticeKind.CHANGE]
        assert [e.said_day for e in moved.entries] == [MONDAY, TUESDAY]
        assert (moved.days_of_notice, moved.last_day) == (45, date(2027, 2, 9))
        assert moved.notice is not None
        assert (moved.notice.verdict, moved.absence.verdict) == (Verdict.MET, Verdict.MET)
        ended = desk.dossier(desk.cancelled, party)
        assert ended.entries[-1].kind is NoticeKind.CANCELLATION
        for suffix, magic in (("pdf", b"%PDF"), ("docx", b"PK")):
            name, content = desk.convoca.dossier_document(moved, suffix, party.language)
            assert name == f"901/dossier-{party.language}.{suffix}"
            assert content.startswith(magic)


def test_a_change_two_days_before_comes_by_mail_with_the_uid_of_the_calendar(
    desk: Desk, clock: list[datetime]
) -> None:
    desk.convoca.send_notices([n.id for n in desk.draft_and_approve()])
    (party, *_) = desk.moved.parties
    before = desk.entries(party)
    clock.append(datetime(2027, 3, 8, 2, tzinfo=UTC))
    desk.place(desk.moved, MONDAY, 11)
    desk.release()
    desk.convoca.send_notices([n.id for n in desk.draft_and_approve()])

    request = Calendar.from_ical(_parts(desk.mails_to(party)[-1])["text/calendar"])
    (event,) = request.events
    assert request["METHOD"] == "REQUEST"
    assert _said(event) == (1, "CONFIRMED", "2027-03-08T16:00Z")
    assert str(event["UID"]) in before
    assert desk.entries(party)[str(event["UID"])] == _said(event)


def test_a_retry_after_a_refusal_is_the_same_mail_and_serves_once(desk: Desk) -> None:
    notices = desk.draft_and_approve()
    desk.server.answer = "451 4.3.0 Try again later"
    failed = desk.convoca.send_notices([n.id for n in notices])
    assert {d.state for d in failed} == {DeliveryState.FAILED}
    assert desk.notices.file.services_of_notice == ()

    desk.server.answer = "250 OK"
    for _ in range(2):
        desk.convoca.send_notices([n.id for n in notices])
    ids = [str(m["Message-ID"]) for m in desk.server.messages]
    assert ids[:2] == ids[2:]
    assert len(ids) == 4
    assert len(desk.notices.file.services_of_notice) == 4
    with desk.convoca.reading() as uow:
        assert uow.audit.verify()


def test_two_people_who_send_at_the_same_time_send_each_mail_once(desk: Desk) -> None:
    keys = [notice.id for notice in desk.draft_and_approve()]
    together = Barrier(2)

    def send_all() -> int:
        together.wait()
        try:
            return len(desk.convoca.send_notices(keys))
        except NotAllowed:  # the other one had begun them all
            return 0

    with ThreadPoolExecutor(2) as people:
        sent = [future.result() for future in [people.submit(send_all) for _ in range(2)]]

    assert len(desk.server.messages) == len({str(m["Message-ID"]) for m in desk.server.messages})
    assert sum(sent) == len(desk.notices.deliveries) == 2 * len(desk.server.messages)
    desk.convoca.send_notices(keys)
    assert len(desk.server.messages) == 2
    assert len(desk.notices.file.services_of_notice) == 4


def test_a_sender_that_is_no_address_is_found_out_before_anything_begins(desk: Desk) -> None:
    keys = [notice.id for notice in desk.draft_and_approve()]
    settings = replace(desk.convoca.settings, organiser_email="Sessions <sessions>")
    convoca = replace(desk.convoca, settings=settings)
    with pytest.raises(InvalidValue, match="organiser_email"):
        convoca.send_notices(keys)
    assert desk.notices.deliveries == ()


def test_mails_and_letters_come_as_one_file(desk: Desk) -> None:
    keys = [notice.id for notice in desk.draft_and_approve()]
    name, mails = desk.convoca.dry_run(keys)
    assert (name, len(ZipFile(BytesIO(mails)).namelist())) == ("mails.zip", 2)
    single, mail = desk.convoca.dry_run(keys[:1])
    assert single.endswith(".eml")
    assert message_from_bytes(mail, policy=SMTP)["To"]

    name, letters = desk.convoca.letters(keys, Language.FRENCH)
    names = ZipFile(BytesIO(letters)).namelist()
    assert (name, len(names)) == ("letters.zip", 9)
    assert names[-1] == "letters.csv"
    assert letters == desk.convoca.letters(keys, Language.FRENCH)[1]
    assert desk.server.messages == []
