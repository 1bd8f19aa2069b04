"""Passwords in what people write: recognised and masked, the rest left as it is."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from waarborg.support.rules.passwords import MASK, ORDINARY, holds_password, masked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mijn wachtwoord is Zomer2026!", f"Mijn wachtwoord is {MASK}!"),
        ("wachtwoord: geheimpje, graag snel", f"wachtwoord: {MASK}, graag snel"),
        ("Het wachtwoord van de beheerder: tuinhek", f"Het wachtwoord van de beheerder: {MASK}"),
        ("ww = a1b2c3", f"ww = {MASK}"),
        ("My password is “hunter2”.", f"My password is “{MASK}”."),
        ("password hunter2 and then", f"password {MASK} and then"),
        ("pincode 4711", f"pincode {MASK}"),
        ("TeamViewer 123 456 789 wachtwoord x7k2p9", f"TeamViewer 123 456 789 wachtwoord {MASK}"),
        ("Mijn ID is 123456789 en x7k2p9", f"Mijn ID is 123456789 en {MASK}"),
        ("WACHTWOORD\nZomer2026", f"WACHTWOORD\n{MASK}"),
    ],
)
def test_what_stands_behind_such_a_word_is_not_kept(text: str, found: str) -> None:
    assert masked(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Mijn wachtwoord is verlopen.",
        "Ik ben mijn wachtwoord kwijt, wat nu?",
        "Het wachtwoord is niet goed",
        "Kan het wachtwoord gereset worden?",
        "Wachtwoord vergeten: waar vind ik dat?",
        "The password is wrong again",
        "Bel mij op 020 123 4567 na 14 uur",
        "Factuur 123456789 en 2026",
        "Pinnen gaat niet meer sinds 4 april",
        "",
    ],
)
def test_ordinary_sentences_stay_as_they_are(text: str) -> None:
    assert masked(text) == text
    assert not holds_password(text)


LETTERS = st.text("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ", min_size=2, max_size=12)
FIGURES = st.text("0123456789", min_size=1, max_size=6)
WORDS = st.sampled_from(["wachtwoord", "Wachtwoord", "password", "ww", "pwd", "toegangscode", "passphrase"])
JOINED = st.sampled_from([": ", " = ", " is ", " ", ":", " luidt "])


@given(before=st.text("abc de", max_size=20), word=WORDS, joined=JOINED, letters=LETTERS, figures=FIGURES)
def test_letters_and_figures_behind_the_word_never_stay(
    before: str, word: str, joined: str, letters: str, figures: str
) -> None:
    secret = letters + figures
    assume(secret not in before)
    kept = masked(f"{before} {word}{joined}{secret} en verder")
    assert secret not in kept
    assert kept.endswith(f"{MASK} en verder")


@given(st.text(max_size=300))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(st.lists(st.sampled_from(["wachtwoord", "password", "is", "het", "mijn", *sorted(ORDINARY)]), max_size=12))
def test_a_sentence_of_ordinary_words_loses_nothing(words: list[str]) -> None:
    assume(not re.search(r"(is|was|wordt|luidt|are|reads)\s+(wachtwoord|password)", " ".join(words)))
    assert masked(" ".join(words)) == " ".join(words)
