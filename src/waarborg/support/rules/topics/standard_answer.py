"""What the customer reads when something is not ours to do: why, in the agreement's words, and where to turn."""

from collections.abc import Mapping

TEXTS = {
    "nl": "Uw vraag gaat over {topic}. {why}\n\nHier staat wie u daarbij kan helpen: {url}\n\nIs het toch iets anders?"
    " Reageer dan op dit bericht: wij kijken er opnieuw naar.",
    "en": "Your question is about {topic}. {why}\n\nHere you find who can help you with it: {url}\n\nIs it something"
    " else after all? Then reply to this message: we look at it again.",
}


def standard_answer(words: Mapping[str, str], criteria: Mapping[str, str], *, url: str, lang: str) -> str:
    """`words` name the topic, `criteria` say what the agreement says of it; both by language."""
    why = criteria.get(lang, "").strip()
    sentence = f"{why[:1].upper()}{why[1:]}." if why and not why.endswith(".") else f"{why[:1].upper()}{why[1:]}"
    return " ".join(TEXTS[lang].format(topic=words[lang], why=sentence, url=url).split(" "))
