"""Every clause has its place in the profile of its document, as the kind of promise that it is."""

from collections import Counter

import pytest

from waarborg.promises.profiles import PROFILES, profile
from waarborg.promises.profiles.clauses import clauses
from waarborg.promises.profiles.frames import FRAMES, element
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.model import Agreement

# Profile -> prefix of the clauses of its document.
PREFIXES = {"appreo": "AP", "cliendo": "CL", "perplex-dbc": "PX", "superoffice": "SO", "24office": "TO"}
# A capability or a function of the vendor's own product is a fact that a check vouches for.
AS_PROMISED = {"capability": "fact", "application": "fact"}


@pytest.fixture(scope="module", params=PROFILES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def agreement(name: str) -> Agreement:
    return load(profile(name), name=f"{name}.yaml").require()


def test_the_clauses_of_the_five_documents_are_all_known() -> None:
    assert Counter(clause.document for clause in clauses().values()) == {
        "AP": 57, "CL": 96, "PX": 114, "SO": 42, "TO": 19,
    }  # fmt: skip
    assert Counter(kind for clause in clauses().values() for kind in clause.kinds) == {
        "rule": 202, "clock": 74, "frame": 69, "fact": 68, "capability": 43, "measure": 35,
        "application": 27, "text": 26,
    }  # fmt: skip
    assert all(len(clause.kinds) == len(clause.names) for clause in clauses().values())


def test_every_clause_is_carried_as_the_kinds_it_has(name: str, agreement: Agreement) -> None:
    carried: dict[str, Counter[str]] = {}
    for promise in agreement.promises.values():
        for clause in promise.clauses:
            carried.setdefault(clause, Counter())[promise.kind] += 1
    for text in agreement.terms.values():
        for clause in text.clauses:
            carried.setdefault(clause, Counter())["text"] += 1
    wanted = {
        clause.id: Counter(AS_PROMISED.get(kind, kind) for kind in clause.kinds)
        for clause in clauses().values()
        if clause.document == PREFIXES[name]
    }
    for clause, paths in FRAMES[name].items():
        # A clause that defines two things needs at least two places; one that defines one may need several.
        carried.setdefault(clause, Counter())["frame"] += max(1, min(len(paths), wanted[clause]["frame"]))
    assert carried == wanted


def test_every_frame_element_stands_in_the_file(name: str, agreement: Agreement) -> None:
    written = agreement.model_dump(by_alias=True)
    for paths in FRAMES[name].values():
        for path in paths:
            assert element(written, path), path


def test_a_missing_frame_element_is_named() -> None:
    with pytest.raises(KeyError, match=r"night in calendars\.night"):
        element({"calendars": {"desk": {}}}, "calendars.night")


def test_the_profile_is_accepted(name: str) -> None:
    loaded = load(profile(name), name=f"{name}.yaml")
    assert [problem.say("en") for problem in loaded.problems] == []


def test_the_law_gives_more_time_to_export_than_the_appreo_document() -> None:
    warnings = load(profile("appreo"), name="appreo.yaml").warnings
    assert [".".join(map(str, warning.path[:2])) for warning in warnings] == ["promises.data.export"]
    assert "2023/2854" in warnings[0].say("en")


def test_customers_are_addressed_and_never_read_jargon(agreement: Agreement) -> None:
    wordings = [*agreement.promises.values(), *agreement.terms.values()]
    readings = [promise.reading for promise in agreement.promises.values() if promise.reading]
    for wording in (*wordings, *readings):
        for text in (wording.nl, wording.en):
            assert "SLA" not in text
            assert text.endswith((".", "}."))
        assert " jij " not in wording.nl and " je " not in wording.nl


def test_the_provider_is_invented(agreement: Agreement) -> None:
    assert agreement.provider.name == "Voorbeeld Software"
    assert agreement.provider.registered == "KVK 00000000"
