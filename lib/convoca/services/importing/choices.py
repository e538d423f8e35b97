"""The words that people write for a value of a list, in Spanish, English, Portuguese, French."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from convoca.domain.hearing import HearingKind, HearingStatus, Initiative, Issue, Visibility
from convoca.domain.hearing_request import ActivityWanted
from convoca.domain.language import Language
from convoca.domain.mandate import MandateKind
from convoca.domain.member import Office
from convoca.domain.on_site_observation import ObservationKind
from convoca.domain.party import Role
from convoca.domain.period_of_sessions import Modality, PeriodKind
from convoca.services.folding import fold

E = TypeVar("E", bound=StrEnum)


def _choices(words: Mapping[E, str]) -> dict[str, E]:
    """Folded word -> value; every value is also known by its own name."""
    return {
        fold(word): value
        for value, names in words.items()
        for word in (value.value, *names.split(";"))
    }


PERIOD_KINDS = _choices(
    {
        PeriodKind.REGULAR: "ordinary;ordinario;ordinaria;ordinário;ordinaire;régulier",
        PeriodKind.SPECIAL: "extraordinary;extraordinario;extraordinária;extraordinário;"
        "extraordinaire;especial",
        PeriodKind.UNSTATED: "unknown;no consta;não consta;non précisé",
    }
)
MODALITIES = _choices(
    {
        Modality.IN_PERSON: "presencial;en présentiel;présentiel;in-person",
        Modality.VIRTUAL: "online;en línea;en ligne;virtuel;virtuelle;zoom",
        Modality.HYBRID: "mixed;híbrido;híbrida;mixto;mixta;misto;mista;hybride;mixte",
    }
)
HEARING_KINDS = _choices(
    {
        HearingKind.PETITION: "petición;petição;pétition",
        HearingKind.CASE: "caso;affaire;cas",
        HearingKind.INTERSTATE_PETITION: "inter-State petition;petición interestatal;"
        "petição interestatal;pétition interétatique",
        HearingKind.PRECAUTIONARY_MEASURES: "precautionary measure;medidas cautelares;"
        "medida cautelar;mesures conservatoires;mesures de précaution",
        HearingKind.FOLLOW_UP: "follow-up;seguimiento;seguimiento de recomendaciones;"
        "acompanhamento;suivi;suivi des recommandations",
        HearingKind.COUNTRY_GENERAL: "general;general situation;situación general;"
        "situação geral;situation générale",
        HearingKind.THEMATIC_COUNTRY: "thematic;temática;thématique;temática de país",
        HearingKind.THEMATIC_REGIONAL: "regional;temática regional;thématique régionale;régional",
        HearingKind.OTHER: "otro;otra;outro;outra;autre",
    }
)
OFFICES = _choices(
    {
        Office.PRESIDENT: "presidenta;presidente;presidencia;presidência;présidente;présidence",
        Office.FIRST_VICE_PRESIDENT: "first vice-president;primera vicepresidencia;"
        "primeira vice-presidência;première vice-présidence",
        Office.SECOND_VICE_PRESIDENT: "second vice-president;segunda vicepresidencia;"
        "segunda vice-presidência;deuxième vice-présidence",
    }
)
MANDATE_KINDS = _choices(
    {
        MandateKind.THEMATIC: "temática;temático;thématique",
        MandateKind.SPECIAL: "especial;spécial;spéciale",
    }
)
INITIATIVES = _choices(
    {
        Initiative.PARTY: "civil_society;sociedad civil;sociedade civil;société civile;parties;"
        "parte;partes;petitioner;peticionario;petitioners;solicitud",
        Initiative.STATE: "estado;état;by State",
        Initiative.COMMISSION: "ex officio;de oficio;de ofício;d'office;CIDH;IACHR;comisión",
        Initiative.UNKNOWN: "desconocida;desconocido;desconhecida;inconnue;no consta",
    }
)
ISSUES = _choices(
    {
        Issue.ADMISSIBILITY: "admisibilidad;admissibilidade;recevabilité",
        Issue.FRIENDLY_SETTLEMENT: "solución amistosa;solução amistosa;règlement amiable",
        Issue.FACTS: "hechos;fatos;faits;testimony;prueba",
        Issue.MERITS: "fondo;mérito;fond",
        Issue.FOLLOW_UP: "seguimiento;acompanhamento;suivi",
        Issue.OTHER: "otro;outro;autre",
    }
)
VISIBILITIES = _choices(
    {
        Visibility.PUBLIC: "pública;público;publique;yes;sí;si;sim;oui",
        Visibility.PRIVATE: "privada;privado;privée;reservada;confidencial;closed;no;não;non",
    }
)
STATUSES = _choices(
    {
        HearingStatus.GRANTED: "concedida;accordée;scheduled;programada",
        HearingStatus.HELD: "celebrada;realizada;tenue",
        HearingStatus.CANCELLED: "canceled;cancelada;annulée;suspendida",
    }
)
ACTIVITIES = _choices(
    {
        ActivityWanted.HEARING: "audiencia;audiência;audience",
        ActivityWanted.WORKING_MEETING: "working meeting;reunión de trabajo;reunião de trabalho;"
        "réunion de travail",
    }
)
OBSERVATION_KINDS = _choices(
    {
        ObservationKind.ON_SITE: "in loco;visita in loco;observación in loco;on-site;"
        "on-site observation;observação in loco;observation in loco",
        ObservationKind.WORKING: "working visit;visita de trabajo;visita de trabalho;"
        "visite de travail;working_virtual",
        ObservationKind.TECHNICAL: "technical visit;visita técnica;visite technique;técnica",
        ObservationKind.VISIT: "visita;visite",
    }
)
ROLES = _choices(
    {
        Role.REPRESENTATIVE: "representante;représentant;représentante",
        Role.WITNESS: "testigo;testemunha;témoin",
        Role.EXPERT: "perito;perita;expert witness;experte",
        Role.STATE_AGENT: "agente del Estado;agente do Estado;agent de l'État;State agent",
        Role.OBSERVER: "observador;observadora;observateur;observatrice",
    }
)
LANGUAGES = _choices(
    {
        Language.ENGLISH: "English;inglés;inglês;anglais",
        Language.SPANISH: "Spanish;español;castellano;espanhol;espagnol",
        Language.PORTUGUESE: "Portuguese;portugués;português;portugais",
        Language.FRENCH: "French;francés;francês;français",
    }
)
FLAGS = {
    fold(word): value
    for value, words in (
        (True, "yes y true 1 sí si s sim oui o x verdadero verdadeiro vrai"),
        (False, "no n false 0 não nao non falso faux"),
    )
    for word in words.split()
}
