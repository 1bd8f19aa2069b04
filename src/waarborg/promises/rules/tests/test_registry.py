"""The registry of names: complete, without loose ends, live names before planned ones."""

from types import SimpleNamespace

from waarborg.promises.rules.registry import Registry, known, live_files, planned


def names(**tables: object) -> SimpleNamespace:
    return SimpleNamespace(DOMAIN="harbour", **tables)


BRIDGE = {"bridge": {"nl": "de brug", "en": "the bridge", "parents": ["lock"]}}
LOCK = {"lock": {"nl": "de sluis", "en": "the lock"}}


def test_every_name_that_ships_has_phrases_and_refers_to_what_exists():
    assert known().problems() == []


def test_a_planned_name_is_gone_as_soon_as_the_live_one_exists():
    """What ships declares no name twice; a domain that is built takes its names out of the planned ones."""
    ahead = Registry.of(live=[], planned=planned())
    live = Registry.of(live=live_files(), planned=[])
    assert set(ahead.names) & set(live.names) == set()
    assert set(known().names) == set(ahead.names) | set(live.names)
    built = names(SUBJECTS=LOCK | BRIDGE)
    assert Registry.of(live=[built], planned=[names(SUBJECTS=LOCK)]).problems() == [
        "subject harbour.lock is declared twice; one of them has to go"
    ]


def test_a_live_name_wins_from_a_planned_one():
    early = names(SUBJECTS=LOCK | BRIDGE)
    late = names(SUBJECTS={"bridge": {"nl": "de hefbrug", "en": "the lift bridge"}})
    registry = Registry.of(live=[late], planned=[early])
    assert registry.say("subject", "harbour.bridge", "nl") == "de hefbrug"
    assert not registry.is_planned("subject", "harbour.bridge")
    assert registry.is_planned("subject", "harbour.lock")
    assert registry.say("subject", "harbour.ferry", "nl") == "harbour.ferry"


def test_an_event_reaches_every_subject_above_it():
    event = {"bridge:opened": {"nl": "de opening", "en": "the opening", "subjects": ["bridge"]}}
    registry = Registry.of(live=[names(SUBJECTS=LOCK | BRIDGE, EVENTS=event)], planned=[])
    assert registry.subjects_of("harbour.bridge.opened") == {"harbour.bridge", "harbour.lock"}


def test_what_is_missing_or_dangles_is_told_by_name():
    registry = Registry.of(
        live=[
            names(
                SUBJECTS=BRIDGE,
                EVENTS={
                    "bridge:opened": {"nl": "de opening", "en": "", "subjects": ["bridge"]},
                    "bridge:hit": {"nl": "de botsing", "en": "the collision", "subjects": []},
                },
                STATES={"bridge:open": {"nl": "open", "en": "open", "subject": "bridge", "opens": ["bridge:opend"]}},
                ACTS={"bridge:open": {"nl": "het openen", "en": "opening"}},
                DATES={"bridge:built": {"nl": "de bouw", "en": "the building", "subject": "bridge"}},
                CHECKS={
                    "lights": {"nl": "de lichten", "en": "the lights", "faults": {"dark": {"nl": "uit", "en": ""}}}
                },
                INDICATORS={"bridge:count": {"nl": "het aantal", "en": "the number"}},
                EVENT={},
            )
        ],
        planned=[],
    )
    assert [problem.split("; known")[0] for problem in registry.problems()] == [
        "harbour: EVENT is no table of a name file",
        "subject harbour.bridge: no subject is called 'harbour.lock'",
        "event harbour.bridge.opened: no noun phrase in en",
        "event harbour.bridge.hit: an event names every subject it concerns; this one names none",
        "state harbour.bridge.open: no event is called 'harbour.bridge.opend'",
        "act harbour.bridge.open: a live act declares the event it writes, or that it only reads, or is never done",
        "date harbour.bridge.built: a date needs edge begins or ends",
        "indicator harbour.bridge.count: unit None is none of count, duration, money, ratio, share",
        "check harbour.lights: a live check says what it looks at, in nl and en",
        "check harbour.lights: a fault has a word and a phrase in nl and en",
    ]


def test_roles_and_properties_belong_to_no_domain():
    registry = Registry.of(
        live=[names(ROLES={"provider.keeper": {"nl": "een wachter", "en": "a keeper"}}, PROPERTIES={})], planned=[]
    )
    assert registry.of_kind("role") == ["provider.keeper"]
