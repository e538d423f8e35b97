"""Notices, deliveries and dossiers, as data for programs and as lines for people."""

from convoca.cli.output import finding_data
from convoca.domain.notice import Delivery
from convoca.services.notices.dossier import Dossier, DossierEntry
from convoca.services.notices.outbox import OutboxLine


def line_words(line: OutboxLine) -> str:
    notice = line.notice
    due = f"by {line.due}" if line.due else "no last day"
    warned = f"  [{', '.join(line.warnings)}]" if line.warnings else ""
    to = f"{line.addressee} <{notice.address or 'no address'}>"
    return f"{notice.id}  {notice.status}  {notice.kind}  {due}  {to}: {line.title}{warned}"


def line_data(line: OutboxLine) -> dict[str, object]:
    notice = line.notice
    return {
        "id": str(notice.id),
        "kind": str(notice.kind),
        "status": str(notice.status),
        "subject": str(notice.subject),
        "title": line.title,
        "recipient": notice.recipient,
        "party": notice.party,
        "addressee": line.addressee,
        "address": notice.address,
        "language": str(notice.language),
        "release": notice.release,
        "last_day": line.due.isoformat() if line.due else None,
        "warnings": [str(warning) for warning in line.warnings],
        "approved_at": notice.approved_at.isoformat() if notice.approved_at else None,
        "signatory": notice.signatory,
        "text_sha256": notice.text_sha256,
        "deliveries": [delivery_data(delivery) for delivery in line.deliveries],
    }


def delivery_data(delivery: Delivery) -> dict[str, object]:
    return {
        "id": str(delivery.id),
        "notice": str(delivery.notice),
        "at": delivery.at.isoformat(),
        "channel": str(delivery.channel),
        "address": delivery.address,
        "language": str(delivery.language),
        "text_sha256": delivery.text_sha256,
        "state": str(delivery.state),
        "serves": delivery.state.serves,
        "reference": delivery.reference,
        "detail": delivery.detail,
        "by": delivery.by,
    }


def dossier_data(dossier: Dossier) -> dict[str, object]:
    return {
        "title": dossier.title,
        "matter_number": dossier.matter_number,
        "party": dossier.party,
        "begins": dossier.slot.start.isoformat() if dossier.slot else None,
        "zone": dossier.slot.zone if dossier.slot else "",
        "place": dossier.place,
        "last_day": dossier.last_day.isoformat() if dossier.last_day else None,
        "days_of_notice": dossier.days_of_notice,
        "circumstances": dossier.circumstances,
        "authority": dossier.authority,
        "notice": finding_data(dossier.notice) if dossier.notice else None,
        "absence": finding_data(dossier.absence),
        "entries": [_entry_data(entry) for entry in dossier.entries],
    }


def _entry_data(entry: DossierEntry) -> dict[str, object]:
    return {
        "served_on": entry.served_on.isoformat(),
        "served_at": entry.served_at.isoformat() if entry.served_at else None,
        "kind": str(entry.kind) if entry.kind else None,
        "channel": str(entry.channel),
        "state": str(entry.state) if entry.state else None,
        "address": entry.address,
        "language": str(entry.language) if entry.language else None,
        "text_sha256": entry.text_sha256,
        "reference": entry.reference,
        "by": entry.by,
        "note": entry.note,
        "said_day": entry.said_day.isoformat() if entry.said_day else None,
        "said_hour": entry.said_hour.isoformat("minutes") if entry.said_hour else None,
        "said_place": entry.said_place,
    }
