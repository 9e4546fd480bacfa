"""Each audience reads its own words of a state, in both languages."""

import pytest
from django.utils.translation import override

from endorsement import state_words
from endorsement.models import Application
from endorsement.rules.sections import Section
from endorsement.rules.workflow import State
from endorsement.state_words import SECTIONS, TABLE, Audience


def test_every_state_and_section_has_its_words():
    assert set(TABLE) == set(State)
    assert set(SECTIONS) == set(Section)


def test_the_coordinators_words_are_those_of_the_row():
    with override("en"):
        for state in State:
            said = state_words.said(state, Audience.COORDINATOR)
            assert said == str(Application.State(state).label)


@pytest.mark.parametrize("audience", Audience)
def test_no_state_reads_the_same_in_both_languages(audience):
    for state in State:
        with override("en"):
            english = state_words.said(state, audience)
        with override("es"):
            assert state_words.said(state, audience) != english
