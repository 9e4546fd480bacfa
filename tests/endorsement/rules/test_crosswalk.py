"""What was learned by another framework counts for what the edition says it stands for."""

from typing import Any

import pytest

from endorsement.rules.crosswalk import Crosswalk, translated
from endorsement.rules.evaluate import evaluate
from endorsement.rules.facts import Portfolio
from endorsement.rules.files import shipped_frameworks
from endorsement.rules.planning import try_out
from endorsement.rules.reading import DocumentError
from endorsement.rules.scheme import parse_edition
from tests.endorsement.rules.given import TODAY, portfolio, training

TO_CORE: Crosswalk = (("other:bonds", ("core:foundations", "core:reflection.self_awareness")),)


@pytest.mark.parametrize(
    ("covers", "reached"),
    [
        ({"other:bonds"}, {"core:foundations", "core:reflection.self_awareness"}),
        ({"other:bonds.first"}, {"core:foundations", "core:reflection.self_awareness"}),
        ({"other:play"}, set()),
        ({"core:thinking"}, set()),
    ],
)
def test_covering_the_source_covers_what_it_stands_for(covers: set[str], reached: set[str]) -> None:
    known = portfolio(training("a", 100, covers=frozenset(covers)))
    assert translated(known, TO_CORE).entries[0].covers == covers | reached


def test_a_competency_stands_for_no_more_than_itself() -> None:
    known = portfolio(training("a", 100, covers=frozenset({"other:bonds"})))
    narrow: Crosswalk = (("other:bonds.first", ("core:thinking",)),)
    assert translated(known, narrow) is known


def test_it_is_one_step() -> None:
    chain: Crosswalk = (("a:one", ("b:two",)), ("b:two", ("c:three",)))
    known = portfolio(training("a", 100, covers=frozenset({"a:one"}), split={"a:one": 100}))
    (found,) = translated(known, chain).entries
    assert found.covers == {"a:one", "b:two"}
    assert found.split == {"b:two": 100}


def test_hours_of_a_division_move_and_never_grow() -> None:
    split = {"other:bonds": 300, "other:bonds.first": 100, "core:foundations": 200}
    known = portfolio(training("a", 600, split=split))
    assert translated(known, TO_CORE).entries[0].split == {"core:foundations": 600}


def test_facts_without_such_competencies_stay_the_same_object() -> None:
    known = portfolio(training("a", 100, covers=frozenset({"core:thinking"})))
    assert translated(known, TO_CORE) is known
    assert translated(known, ()) is known


def edition(crosswalk: Any, **more: Any) -> Any:
    coverage = {"of": ["core:foundations"], "kinds": ["training"]}
    document = {
        "format": 2,
        "scheme": "s",
        "name": {"en": "S"},
        "edition": {"code": "1", "effective_from": "2026-01-01"},
        "frameworks": ["core@1"],
        "crosswalk": crosswalk,
        "categories": {
            "one": {
                "name": {"en": "One"},
                "award": {"all": [{"id": "areas", "label": {"en": "A"}, "coverage": coverage}]},
            }
        },
        **more,
    }
    return parse_edition(document, shipped_frameworks())


def test_an_edition_measures_by_its_crosswalk_and_so_does_a_trial() -> None:
    course = training("a", 100, covers=frozenset({"other:bonds"}))
    for crosswalk, counted in (({"other:bonds": ["core:foundations"]}, 1), ({}, 0)):
        award = edition(crosswalk).categories["one"].award
        before = evaluate(award, Portfolio(), TODAY)
        assert try_out(award, Portfolio(), [course], TODAY, before).gain_of("areas") == counted
        assert evaluate(award, portfolio(course), TODAY).met is bool(counted)


@pytest.mark.parametrize(
    ("crosswalk", "code"),
    [
        ({"other:bonds": ["core:nonsense"]}, "unknown_area"),
        ({"other:bonds": ["else:where"]}, "unknown_framework"),
        ({"core:thinking": ["core:foundations"]}, "crosswalk_from_own"),
        ({"other:bonds": []}, "empty"),
        ({"bonds": ["core:foundations"]}, "not_an_area"),
    ],
)
def test_what_leads_nowhere_is_refused(crosswalk: Any, code: str) -> None:
    with pytest.raises(DocumentError) as error:
        edition(crosswalk)
    assert error.value.code == code
    assert error.value.path.startswith("crosswalk")
