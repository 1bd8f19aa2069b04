import pickle

from waarborg.kernel.errors import BadInput, Refusal


class TooLate(Refusal):
    code = "test.too-late"
    nl = "{what} kan niet meer na {when}."
    en = "{what} is no longer possible after {when}."
    nl_way_out = "Vraag het aan {who}."
    en_way_out = "Ask {who}."


class Sayable:
    def say(self, lang):
        return {"nl": "dinsdag", "en": "Tuesday"}[lang]


def test_a_refusal_speaks_both_languages_and_names_the_way_out():
    refusal = TooLate(what={"nl": "Wijzigen", "en": "Changing"}, when=Sayable(), who="K. Voorbeeld")
    assert refusal.say("nl") == "Wijzigen kan niet meer na dinsdag."
    assert refusal.say("en") == "Changing is no longer possible after Tuesday."
    assert refusal.say("de") == refusal.say("en")
    assert refusal.way_out("nl") == "Vraag het aan K. Voorbeeld."
    assert refusal.status == 409


def test_a_refusal_survives_pickling():
    refusal = pickle.loads(pickle.dumps(TooLate(what="a", when="b", who="c")))
    assert (type(refusal), refusal.params) == (TooLate, {"what": "a", "when": "b", "who": "c"})
    assert pickle.loads(pickle.dumps(BadInput(path="a.b"))).path == "a.b"


def test_bad_input_names_its_place_seen_from_further_and_further_out():
    problem = BadInput(path="mon[0]").under("weekly").under("calendar")
    assert problem.say("en") == "calendar.weekly.mon[0]: This cannot be read."
    assert BadInput(path="[1]").under("pauses").path == "pauses[1]"
    assert BadInput().under("from").path == "from"


def test_input_shown_back_is_cut_short_and_stays_on_one_line():
    shown = TooLate(what="a\nb\x1b[2J" + "x" * 500, when="", who="").say("en")
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert len(shown) < 320


def test_braces_in_input_are_text():
    refusal = TooLate(what="{when.__class__}", when="w", who="")
    assert refusal.say("en") == "{when.__class__} is no longer possible after w."
