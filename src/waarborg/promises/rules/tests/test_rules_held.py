"""A rule is enforced when the product looks at all that the rule says of its act, not when the act merely exists."""

from types import SimpleNamespace

import pytest

from waarborg.promises.rules.agreement.enforcement import conditions_of, unheld_acts
from waarborg.promises.rules.registry import Registry
from waarborg.promises.rules.tests.files import BRUGWACHT, read

AGREEMENT = read(BRUGWACHT).require()
ERASE, EXPORT = AGREEMENT.promises["data.erase"].rule, AGREEMENT.promises["data.export"].rule
LOOKED_AT = ["who", "where.form", "earliest", "needs.continuity.export.open"]
OWNER, ADMINISTRATOR, USER = "customer.owner", "customer.administrator", "customer.user"


def registry(domain, act, **entry):
    word = {"nl": "de daad", "en": "the act", **entry}
    return Registry.of(live=[SimpleNamespace(DOMAIN=domain, ACTS={act: word})], planned=[])


def erasing(**entry):
    return list(unheld_acts(ERASE, AGREEMENT, registry("privacy", "erasure:execute", **entry)))


def exporting(**entry):
    return list(unheld_acts(EXPORT, AGREEMENT, registry("continuity", "export:request", **entry)))


def test_a_rule_asks_to_look_at_who_acts_how_when_and_in_which_state():
    assert sorted(conditions_of(ERASE)) == sorted(LOOKED_AT)
    assert next(iter(conditions_of(AGREEMENT.promises["data.authority"].rule))) == "never"


def test_an_act_that_looks_at_all_of_it_holds_the_rule():
    assert erasing(holds=LOOKED_AT) == []


@pytest.mark.parametrize("unseen", LOOKED_AT)
def test_one_thing_it_does_not_look_at_is_enough_not_to_hold_it(unseen: str):
    assert erasing(holds=[one for one in LOOKED_AT if one != unseen], open_to=[USER]) == ["privacy.erasure.execute"]


def test_an_act_that_says_nothing_holds_no_rule():
    assert erasing() == ["privacy.erasure.execute"]


def test_an_act_of_a_domain_that_does_not_exist_is_waited_for_by_its_name_alone():
    assert list(unheld_acts(ERASE, AGREEMENT, Registry.of(live=[], planned=[]))) == []


def test_who_needs_no_look_where_nobody_else_at_the_customer_can_carry_it_out():
    held = [one for one in LOOKED_AT if one != "who"]
    assert erasing(holds=held, open_to=[OWNER, ADMINISTRATOR, "provider.support"]) == []
    assert erasing(holds=held, open_to=[OWNER, USER]) == ["privacy.erasure.execute"]


def test_a_right_is_held_when_all_it_is_given_to_can_use_it_and_its_term_is_looked_at():
    assert exporting(open_to=[OWNER, ADMINISTRATOR], holds=["latest"]) == []
    assert exporting(open_to=[OWNER]) == ["continuity.export.request"]
    assert exporting(open_to=[ADMINISTRATOR], holds=["latest"]) == ["continuity.export.request"]
