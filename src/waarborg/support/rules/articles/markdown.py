"""Markdown made safe: what an article may hold, as HTML, and as the words that are searched.

CommonMark with tables. HTML that somebody writes is shown as he wrote it; links lead to the web, a mail address or a
page of ours and nowhere else; pictures are those of the article, by their names, never of another server: a visitor's
address would go there.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Final
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from waarborg.support.rules.articles.ranking import BODY, HEADING

_SCHEMES: Final = frozenset({"http", "https", "mailto"})


def is_safe_link(address: str) -> bool:
    """A web or mail address, or a page of ours by its path. No backslash: browsers read it as a slash."""
    if "\\" in address or any(ord(sign) < 33 for sign in address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme.lower() in _SCHEMES and (parts.scheme == "mailto" or bool(parts.netloc))
    return not parts.netloc and address.startswith(("/", "#")) and not address.startswith("//")


@cache
def _parser(every_link: bool = False) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")
    # Every address goes through here, written or in angle brackets; what it does not let through stays as it was
    # written. Pictures are looked up by name later on.
    parser.validateLink = lambda url: every_link or is_safe_link(url) or ":" not in url  # type: ignore[method-assign]
    return parser


def html(text: str, pictures: Mapping[str, str], *, top: int = 2) -> str:
    """The article's text as HTML; `pictures` gives by name the address of each. What is not there is said by its
    words. Headings begin at the level `top` and go down one by one, whatever the writer counted."""
    parser = _parser()
    tokens = parser.parse(text)
    _level(tokens, top)
    for token in tokens:
        if token.children:
            token.children = list(_inline(token.children, pictures))
    return str(parser.renderer.render(tokens, parser.options, {}))


def _level(tokens: Sequence[Token], top: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    written = sorted({token.tag for token in headings})
    before = top - 1
    for token in headings:
        if token.type == "heading_open":
            before = min(top + written.index(token.tag), before + 1, 6)
        token.tag = f"h{before}"


def _inline(tokens: Sequence[Token], pictures: Mapping[str, str]) -> Iterator[Token]:
    closing: list[bool] = []
    for token in tokens:
        if token.type == "image":
            yield _picture(token, pictures)
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            closing.append(is_safe_link(address))
            if closing[-1]:
                _outward(token, address)
                yield token
        elif token.type == "link_close":
            if closing.pop():
                yield token
        else:
            yield token


def _outward(token: Token, address: str) -> None:
    if urlsplit(address).scheme in ("http", "https"):
        token.attrs["rel"] = "noopener noreferrer nofollow"


def _picture(token: Token, pictures: Mapping[str, str]) -> Token:
    words, name = token.content, _name(token)
    if name not in pictures:
        plain = Token("text", "", 0)
        plain.content = f"[{words or name}]"
        return plain
    made = Token("html_inline", "", 0)
    made.content = f'<img src="{escape(pictures[name])}" alt="{escape(words)}" loading="lazy">'
    return made


def _name(token: Token) -> str:
    return unquote(str(token.attrs.get("src", "")))


def _walk(text: str, *, every_link: bool = False) -> Iterator[tuple[bool, Token]]:
    """The inline tokens, each with whether it stands in a heading."""
    heading = False
    for token in _parser(every_link).parse(text):
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.type in ("fence", "code_block"):
            yield False, token
        for child in token.children or ():
            yield heading, child


def parts(text: str) -> list[tuple[int, str]]:
    """What is read of a text, with its weight: headings weigh more. Addresses are not read."""
    found = [
        (HEADING if heading else BODY, token.content)
        for heading, token in _walk(text)
        if token.type in ("text", "code_inline", "fence", "code_block", "image")
    ]
    return [(weight, words) for weight, words in found if words]


def plain(text: str, most: int = 200) -> str:
    """The beginning as one line, for lists; cut at a word."""
    said = " ".join(" ".join(words for _, words in parts(text)).split())
    if len(said) <= most:
        return said
    return f"{said[:most].rsplit(' ', 1)[0]} …"


def picture_names(text: str) -> set[str]:
    """The names of pictures that a text shows."""
    return {_name(token) for _, token in _walk(text) if token.type == "image"}


def bad_links(text: str) -> list[str]:
    """Addresses of links that lead nowhere we let them lead, as they were written."""
    opened = (token for _, token in _walk(text, every_link=True) if token.type == "link_open")
    found = [str(token.attrs.get("href", "")) for token in opened]
    return [one for one in found if not is_safe_link(one)]
