"""The forms of the page Year: a designation, a mandate, a report; each keeps a draft until it is saved."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from traitlets import Dict, HasTraits

from convoca.app.models.form_draft import FormDraft
from convoca.app.models.typed import Typed, Values, as_json
from convoca.app.models.year import YearModel
from convoca.domain.errors import ConvocaError, InvalidValue
from convoca.domain.finding import Finding
from convoca.domain.identifiers import MemberId, StateCode, new_id
from convoca.domain.mandate import Mandate, MandateKind, RapporteurReport
from convoca.domain.member import Precision, Rapporteurship
from convoca.rules.rapporteurships import rapporteur_is_no_national
from convoca.services.year import mandates, rapporteurs
from convoca.services.year.findings import ReportLine, mandate_findings


class YearForm(HasTraits):
    """A record as it is being typed. ``stored`` is what is on record, None for a new one."""

    typed = Dict()

    def __init__(self, model: YearModel, key: str, stored: Any, blank: Values) -> None:
        self.model, self.stored = model, stored
        self._draft = FormDraft(model.office, key)
        self._blank = dict(blank)
        self._version: int = stored.version if stored else 0
        self._new_id = new_id()
        super().__init__(typed=dict(blank))
        self.draft_found = self._restore()

    def _restore(self) -> bool:
        kept = self._draft.find()
        if kept is None:
            return False
        self._version = kept.version
        self._new_id = kept.id or self._new_id
        self.typed = {**self.typed, **kept.typed}
        return True

    @property
    def is_changed(self) -> bool:
        return bool(self.typed != self._blank)

    def type(self, typed: Values) -> None:
        """Take in what the inputs say."""
        self.typed = {**self.typed, **typed}

    def keep_draft(self) -> None:
        """Keep what is typed and not saved. Raises ProtectedNameFound."""
        if self.is_changed:
            self._draft.keep(self.typed, version=self._version, record=self._new_id)
        else:
            self._draft.discard()

    def discard(self) -> None:
        """Forget what was typed, and read again what is on record."""
        self._forget()
        self.model.refresh()

    def record(self) -> Any:
        """Return the record as typed. Raises InvalidValue."""
        raise NotImplementedError

    def findings(self) -> tuple[Finding, ...]:
        """Say what the Rules say of the record as typed; nothing while it cannot be judged."""
        return ()

    def save(self, reason: str) -> Any:
        """Save what is typed. Raises InvalidValue, ConflictingEdit, ReasonMissing, ProtectedNameFound."""
        return self.save_over(self.record(), reason)

    def save_over(self, record: Any, reason: str) -> Any:
        """Save a record, also one that was compared with the stored one, and forget the draft."""
        saved = self.model.act(lambda uow: self._write(record, reason, uow))
        self._forget()
        return saved

    def remove(self, reason: str) -> None:
        """Take out what was recorded by mistake. Raises ConflictingEdit, NotAllowed, ReasonMissing."""
        self.model.act(
            lambda uow: self._take_out(replace(self.stored, version=self._version), reason, uow)
        )
        self._forget()

    def _forget(self) -> None:
        """Let go of what was typed, so that nothing keeps it as a draft again."""
        self.typed = dict(self._blank)
        self._draft.discard()

    def _write(self, record: Any, reason: str, uow: Any) -> Any:
        raise NotImplementedError

    def _take_out(self, record: Any, reason: str, uow: Any) -> None:
        raise NotImplementedError


class RapporteurForm(YearForm):
    """Who is in charge of a State from a day on: a new designation, or one on record to correct."""

    def __init__(
        self, model: YearModel, state: StateCode, stored: Rapporteurship | None = None
    ) -> None:
        self.state = state
        key = f"rapporteur:{state}:{stored.id if stored else 'new'}"
        blank = {
            "member": as_json(stored.member) if stored else "",
            "as_of": as_json(stored.as_of if stored else model.as_of),
            "source": stored.source if stored else "",
            "note": stored.note if stored else "",
        }
        super().__init__(model, key, stored, blank)

    def record(self) -> Rapporteurship:
        typed = Typed(self.typed)
        member, as_of = typed.key("member"), typed.day("as_of")
        if member is None:
            raise InvalidValue("member", "Choose the member.")
        if as_of is None:
            raise InvalidValue("as_of", "Say from which day on.")
        source, note = typed.line("source"), typed.line("note")
        if self.stored is None:
            return rapporteurs.designation(
                member=MemberId(member), state=self.state, as_of=as_of, source=source, note=note
            )
        corrected = rapporteurs.corrected(
            self.stored, member=MemberId(member), as_of=as_of, source=source, note=note
        )
        if as_of != self.stored.as_of:
            corrected = replace(corrected, precision=Precision.DAY)
        return replace(corrected, version=self._version)

    def day(self) -> date:
        """Return the day from which the member is in charge, as typed."""
        return Typed(self.typed).day("as_of") or self.model.as_of

    def findings(self) -> tuple[Finding, ...]:
        member = self.model.file.member_by_id.get(
            MemberId(Typed(self.typed).key("member") or UUID(int=0))
        )
        return (rapporteur_is_no_national(member=member, state=self.state),) if member else ()

    def _write(self, record: Any, reason: str, uow: Any) -> Rapporteurship:
        return rapporteurs.save_rapporteurship(record, reason=reason, uow=uow)

    def _take_out(self, record: Any, reason: str, uow: Any) -> None:
        rapporteurs.remove_rapporteurship(record, reason=reason, uow=uow)


_DAYS = ("created_on", "reviewed_on", "holder_since", "renewed_on", "ended_on")


class MandateForm(YearForm):
    """The mandate of a thematic or special rapporteurship."""

    def __init__(self, model: YearModel, stored: Mandate | None = None) -> None:
        mandate = stored or Mandate(id=new_id(), name="", kind=MandateKind.THEMATIC)
        blank = {
            "name": mandate.name,
            "kind": as_json(mandate.kind),
            "member": as_json(mandate.member),
            "holder": mandate.holder,
            "source": mandate.source,
            **{name: as_json(getattr(mandate, name)) for name in _DAYS},
        }
        super().__init__(model, f"mandate:{stored.id if stored else 'new'}", stored, blank)

    @property
    def kind(self) -> MandateKind:
        return Typed(self.typed).choice("kind", MandateKind.THEMATIC)

    def record(self) -> Mandate:
        typed = Typed(self.typed)
        member, is_special = typed.key("member"), self.kind is MandateKind.SPECIAL
        base = self.stored or Mandate(id=self._new_id, name="", kind=self.kind)
        return replace(
            base,
            name=typed.line("name"),
            kind=self.kind,
            member=None if is_special or member is None else MemberId(member),
            holder=typed.line("holder") if is_special else "",
            source=typed.line("source"),
            version=self._version,
            **{name: typed.day(name) for name in _DAYS},
        )

    def findings(self) -> tuple[Finding, ...]:
        try:
            record = self.record()
        except ConvocaError:
            return ()
        return mandate_findings(record, self.model.today) if record.name else ()

    def _write(self, record: Any, reason: str, uow: Any) -> Mandate:
        return mandates.save_mandate(record, reason=reason, uow=uow)

    def _take_out(self, record: Any, reason: str, uow: Any) -> None:
        mandates.remove_mandate(record, reason=reason, uow=uow)


class ReportForm(YearForm):
    """The report of one rapporteur for the year."""

    def __init__(self, model: YearModel, line: ReportLine) -> None:
        self.line = line
        stored = line.report
        reporter = stored.member if stored else (line.member.id if line.member else None)
        blank = {
            "presented_on": as_json(stored.presented_on if stored else None),
            "member": as_json(reporter),
            "in_writing": stored.in_writing if stored else True,
        }
        super().__init__(model, f"report:{model.year}:{line.key}", stored, blank)

    def record(self) -> RapporteurReport:
        typed = Typed(self.typed)
        presented, member = typed.day("presented_on"), typed.key("member")
        if presented is None:
            raise InvalidValue("presented_on", "Say on which day the report was presented.")
        mandate = self.line.mandate
        base = self.stored or mandates.new_report(
            self.model.year, state=self.line.state, mandate=mandate.id if mandate else None
        )
        return replace(
            base,
            presented_on=presented,
            member=MemberId(member) if member else None,
            in_writing=typed.flag("in_writing"),
            version=self._version,
        )

    def _write(self, record: Any, reason: str, uow: Any) -> RapporteurReport:
        return mandates.record_report(
            record,
            presented_on=record.presented_on,
            member=record.member,
            in_writing=record.in_writing,
            reason=reason,
            uow=uow,
        )

    def _take_out(self, record: Any, reason: str, uow: Any) -> None:
        mandates.remove_report(record, reason=reason, uow=uow)
