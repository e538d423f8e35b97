from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.member_state import REGION_OF, language_of
from convoca.services.requests import granted_activity
from support.builders import a_period, a_request


def test_every_member_state_is_written_to_in_a_language_of_the_commission():
    by_language = {language: [] for language in Language}
    for state in REGION_OF:
        by_language[language_of(state)].append(state)

    assert by_language[Language.PORTUGUESE] == ["BR"]
    assert by_language[Language.FRENCH] == ["HT"]
    assert len(by_language[Language.ENGLISH]) == 15
    assert len(by_language[Language.SPANISH]) == 18


def test_a_granted_hearing_is_interpreted_for_the_state_too():
    period = a_period()
    request = a_request(period, states=(StateCode("BR"),), languages=(Language.ENGLISH,))

    hearing = granted_activity(request, period)

    assert isinstance(hearing, Hearing)
    assert hearing.languages == (Language.ENGLISH, Language.SPANISH, Language.PORTUGUESE)
