"""The columns of each kind of file, and the names by which people call them.

Names are compared folded: without case, accents, punctuation and surplus blanks.
"""

from collections.abc import Mapping
from enum import StrEnum

from convoca.services.folding import fold
from convoca.services.importing.remark import Level, RowRemark, remark
from convoca.services.importing.table import Table


class Kind(StrEnum):
    """What a file holds."""

    PERIODS = "periods"
    REQUESTS = "requests"
    HEARINGS = "hearings"
    VISITS = "visits"
    MEMBERS = "members"
    STATES = "states"
    RAPPORTEURSHIPS = "rapporteurships"
    MANDATES = "mandates"


_SOURCE = {
    "source": "source; fuente; fonte; sources",
    "verified": "verified; verificado; verificada; vérifié; verificada",
}
_PERIOD = {
    "period": "period_number; period; período; periodo; número de período; n.º de período; "
    "período de sesiones; période; numéro de période; período de sessões; period of sessions",
}
_STATES = {
    "states": "state_iso2; states; state; estado; estados; país; países; pays; état; états; "
    "country; country_iso2; Estados concernidos",
}
_MATTER = {
    "title": "title; título; titulo; titre; tema; asunto; assunto; hearing; audiencia; audiência",
    "kind": "type; kind; tipo; clase; type d'audience; tipo de audiencia; tipo de audiência",
    "initiative": "initiative; iniciativa",
    "requesters": "requesters; requester; solicitantes; solicitante; requested by; "
    "organización solicitante; organizaciones; demandeurs; demandeur; peticionarios",
    "matter_number": "matter_number; case number; número de caso; caso; petición o caso; "
    "n.º de caso; numéro d'affaire; matter; número do caso",
    "issue": "issue; materia; object of the hearing; etapa; fase; étape",
    "languages": "languages; language; idiomas; idioma; línguas; língua; langues; langue",
    "note": "note; notes; nota; notas; observaciones; observações; remarques",
}
_PLACE = {
    "city": "city; ciudad; cidade; ville",
    "country": "country_iso2; country; país; pays; State; Estado; host State; Estado anfitrión",
    "venue": "venue; sede; lugar; local; lieu",
    "modality": "modality; modalidad; modalidade; modalité; format; formato",
    "zone": "zone; tz; time zone; timezone; zona horaria; fuso horário; fuseau horaire",
    "rooms": "rooms; salas; salles",
    "hearing_days": "hearing_days; días de audiencia; días de audiencias; dias de audiência; "
    "jours d'audience",
    "hearings_from": "hearings_from; audiencias desde; audiências desde; audiences dès",
    "hearings_to": "hearings_to; audiencias hasta; audiências até; audiences jusqu'au",
}

_NAMES: Mapping[Kind, Mapping[str, str]] = {
    Kind.PERIODS: {
        "number": "number; número; numero; numéro; n.º; nº; no; " + _PERIOD["period"],
        "kind": "kind; type; tipo; clase",
        "opens": "start_date; opens; start; begins; first day; inicio; fecha de inicio; desde; "
        "início; data de início; début; date de début",
        "closes": "end_date; closes; end; last day; fin; fecha de fin; fecha de término; término; "
        "hasta; fim; data de fim; date de fin",
        **_PLACE,
        "slot_minutes": "slot_minutes; minutes per hearing; duración; minutos por audiencia; "
        "minutos por audiência; minutes par audience",
        "languages": _MATTER["languages"],
        "call_opens": "requests_open; call opens; apertura de solicitudes; abertura dos pedidos; "
        "ouverture des demandes",
        "call_closes": "requests_deadline; call closes; cierre de solicitudes; plazo de "
        "solicitudes; encerramento dos pedidos; clôture des demandes",
        "states_excluded": "states_excluded; Estados excluidos; Estados excluídos; États exclus",
        "calendar_published": "calendar_published; publicación del calendario; publicação do "
        "calendário; publication du calendrier",
        "public_hearings": "public_hearings; audiencias públicas; audiências públicas; "
        "audiences publiques",
        "working_meetings": "working_meetings; reuniones de trabajo; reuniões de trabalho; "
        "réunions de travail",
        "note": _MATTER["note"],
        **_SOURCE,
    },
    Kind.REQUESTS: {
        **_PERIOD,
        "reference": "reference; referencia; referência; référence; número de solicitud; "
        "n.º de solicitud; número; number; code; código",
        "received": "received; received_at; recibida; recibido; fecha de recepción; recebida; "
        "data de recebimento; reçue; date de réception; fecha",
        "received_time": "received_time; time; hora; hora de recepción; heure; hora de recebimento",
        "zone": _PLACE["zone"],
        **_STATES,
        **_MATTER,
        "wanted": "wanted; activity; actividad; atividade; activité; audiencia o reunión",
        "purpose": "purpose; objetivo; propósito; finalidad; objet; objectif; objeto",
        "summary": "summary; resumen; resumo; résumé; fundamento; fundamentos",
        "minutes": "minutes_wanted; minutes; minutos; tiempo aproximado; tempo aproximado; "
        "durée; approximate time",
        "participants": "participants; participantes",
        "in_writing": "in_writing; por escrito; par écrit",
        "private": "private_wanted; private; privada; reservada; privée",
    },
    Kind.HEARINGS: {
        **_PERIOD,
        **_STATES,
        **_MATTER,
        "date": "date; day; fecha; día; data; dia; jour",
        "starts": "start_time; starts; time; hora; hora de inicio; início; heure; heure de début",
        "ends": "end_time; ends; hora de fin; fin; fim; heure de fin; hora de término",
        "zone": _PLACE["zone"],
        "room": "room; sala; salle; place; lugar; venue; local; lieu",
        "visibility": "visibility; visibilidad; visibilidade; visibilité; carácter; pública",
        "modality": _PLACE["modality"],
        "status": "status; estado de la audiencia; situación; situação; statut",
        "minutes": "minutes; minutos; duración; duração; durée",
        **_SOURCE,
    },
    Kind.VISITS: {
        "kind": "kind; type; tipo; clase",
        "opens": "start_date; opens; start; first day; inicio; fecha de inicio; desde; início; "
        "data de início; début; date de début",
        "closes": "end_date; closes; end; last day; fin; fecha de fin; hasta; fim; data de fim; "
        "date de fin; fecha de término",
        **_STATES,
        "territories": "territories; territorio; territorios; território; territoire; territoires",
        "place": "place; places; lugar; lugares; lieu; lieux; locais; ciudades",
        "title": "title; título; titulo; titre",
        "modality": _PLACE["modality"],
        "note": _MATTER["note"],
        **_SOURCE,
    },
    Kind.MEMBERS: {
        "name": "name; nombre; nome; nom; commissioner; comisionado; comisionada; comissário; "
        "comissária; commissaire; member; miembro; membro; membre",
        "nationalities": "nationality_iso2; nationality; nationalities; nacionalidad; "
        "nacionalidades; nacionalidade; nationalité; nationalités",
        "term_starts": "term_start; start; inicio; inicio del mandato; início do mandato; "
        "début du mandat",
        "term_ends": "term_end; end; fin; fin del mandato; fim do mandato; fin du mandat",
        "residences": "residences; residence; residencia; residencias; residência; résidence",
        "accredited_to": "accredited_to; acreditado ante; acreditada ante; accrédité auprès de",
        "special_mission": "special_mission; misión especial; missão especial; mission spéciale",
        "office": "office; cargo; fonction",
        "office_starts": "office_start; inicio del cargo; início do cargo; début de la fonction",
        "office_ends": "office_end; fin del cargo; fim do cargo; fin de la fonction",
        "interim": "interim; interino; interina; intérimaire",
        **_SOURCE,
    },
    Kind.STATES: {
        "code": "iso2; code; código; codigo; state_iso2; country_iso2",
        "name_en": "name_en; name; inglés; inglês; anglais; English",
        "name_es": "name_es; nombre; español; espanhol; espagnol; Spanish",
        "capital": "capital; capitale",
        "zone": _PLACE["zone"],
        "convention": "convention_party; convention; convención; convenção",
        **_SOURCE,
    },
    Kind.RAPPORTEURSHIPS: {
        "as_of": "as_of; since; date; desde; fecha; data; a partir de; depuis",
        "member": "commissioner; member; rapporteur; comisionado; comisionada; relator; relatora; "
        "miembro; commissaire; rapporteure; comissário; comissária",
        "state": "country_iso2; state_iso2; State; Estado; país; pays; État; country",
        "note": _MATTER["note"],
        **_SOURCE,
    },
    Kind.MANDATES: {
        "name": "name; mandate; rapporteurship; mandato; relatoría; relatoria; nombre; nome; nom; "
        "mandat; rapporteurship name",
        "kind": "kind; type; tipo; clase",
        "member": "member; commissioner; comisionado; comisionada; miembro; membro; membre; "
        "commissaire",
        "holder": "special_rapporteur; holder; relator especial; relatora especial; titular; "
        "rapporteur spécial; rapporteuse spéciale",
        "holder_since": "holder_since; since; desde; depuis",
        "renewed_on": "renewed_on; renewed; renovado; renovada; renouvelé",
        "created_on": "created_on; created; creada; creado; criada; créé",
        "reviewed_on": "reviewed_on; reviewed; revisada; revisado; révisé",
        "ended_on": "ended_on; ended; terminada; terminado; encerrada; terminé",
        **_SOURCE,
    },
}

#: What no row of the kind can do without.
REQUIRED: Mapping[Kind, tuple[str, ...]] = {
    Kind.PERIODS: ("number",),
    Kind.REQUESTS: ("title", "received"),
    Kind.HEARINGS: ("title",),
    Kind.VISITS: ("opens", "closes", "states"),
    Kind.MEMBERS: ("name", "nationalities"),
    Kind.STATES: ("code", "name_en", "name_es", "capital", "zone"),
    Kind.RAPPORTEURSHIPS: ("as_of", "member", "state"),
    Kind.MANDATES: ("name",),
}


def names_of(kind: Kind, field: str) -> tuple[str, ...]:
    """Return the names by which a column may be called, the plainest first."""
    return tuple(name.strip() for name in _NAMES[kind][field].split(";"))


def fields_of(kind: Kind) -> tuple[str, ...]:
    return tuple(_NAMES[kind])


def match_columns(
    kind: Kind, table: Table, *, needed: tuple[str, ...] = ()
) -> tuple[dict[str, int], list[RowRemark]]:
    """Return which column holds each field, and what is wrong or strange about the header."""
    meanings = {fold(name): f for f in reversed(fields_of(kind)) for name in names_of(kind, f)}
    found: dict[str, int] = {}
    remarks: list[RowRemark] = []
    for index, name in enumerate(table.header):
        field = meanings.get(fold(name))
        where = table.column(index)
        if field is None:
            if name.strip():
                remarks.append(remark("unknown_column", Level.NOTE, column=where, read=name))
            elif any(index < len(row.values) and row.values[index] for row in table.rows):
                remarks.append(remark("nameless_column", Level.NOTE, column=where))
        elif field in found:
            other = table.column(found[field])
            remarks.append(remark("same_column_twice", Level.ERROR, column=where, other=other))
        else:
            found[field] = index
    for field in (*REQUIRED[kind], *needed):
        if field not in found:
            known = ", ".join(dict.fromkeys(names_of(kind, field)))
            first = names_of(kind, field)[0]
            remarks.append(remark("missing_column", Level.ERROR, names=first, known=known))
    return found, remarks
