"""Bytes to text whatever the sender claims, and HTML to text without anything that acts, loads or is invisible."""

import codecs
import re
from email.header import decode_header
from email.message import Message

from lxml import etree
from lxml import html as lxml_html

# Longer is no letter. What is beyond stays in the mail itself.
LONGEST_TEXT = 200_000
_LONGEST_HTML = 4 * 1024 * 1024
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "embed", "iframe", "svg",
                     "math", "form", "input", "button", "select", "textarea", "audio", "video", "applet"})  # fmt: skip
_BREAKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section",
                     "article", "header", "footer", "dl", "dt", "dd", "hr", "blockquote"})  # fmt: skip
_NOT_SHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|mso-hide\s*:\s*all", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u202a-\u202e\u2066-\u2069]")
# Names of character sets that mail programs write and Python does not know, or means otherwise.
_ALSO = {"unicode-1-1-utf-7": "utf-7", "ansi": "cp1252", "x-unknown": "utf-8", "unknown-8bit": "utf-8",
         "iso-8859-8-i": "iso-8859-8", "cp-850": "cp850", "x-mac-roman": "mac-roman", "windows-874": "cp874",
         "us-ascii": "utf-8", "ascii": "utf-8", "iso-8859-1": "cp1252", "latin1": "cp1252",
         "ks_c_5601-1987": "cp949", "gb2312": "gb18030"}  # fmt: skip


def decoded(content: bytes, charset: str | None) -> tuple[str, bool]:
    """Text of bytes, and whether the character set had to be guessed: the one named, else UTF-8, else Western."""
    named = (charset or "").strip().strip("\"'").lower()
    for name in (_ALSO.get(named, named), "utf-8"):
        if not name or not _known(name):
            continue
        try:
            return clean(content.decode(name)), name != _ALSO.get(named, named) and bool(named)
        except (UnicodeError, ValueError):
            continue
    return clean(content.decode("cp1252", "replace")), True


def _known(name: str) -> bool:
    try:
        # Codecs that are no character sets (rot13, zip) are no text encodings.
        return bool(codecs.lookup(name)._is_text_encoding)
    except (LookupError, ValueError):
        return False


def clean(text: str) -> str:
    """Without signs that control a screen or turn the reading direction, and with line ends of one kind."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return _CONTROLS.sub("", text)


def header(message: Message, name: str) -> str:
    """A header on one line, its encoded words (RFC 2047) read; what cannot be read stands as it is."""
    return header_text(message.get(name, ""))


def header_text(raw: object) -> str:
    said = str(raw)
    try:
        pieces = [_piece(piece, charset) for piece, charset in decode_header(said)]
    except (ValueError, LookupError, AssertionError):
        pieces = [said]
    # Bytes above 127 that stand there unencoded come as surrogates (RFC 6532 or plain wrong): they are bytes again.
    text = "".join(pieces)
    if any("\udc80" <= sign <= "\udcff" for sign in text):
        text = decoded(text.encode("utf-8", "surrogateescape"), None)[0]
    return " ".join(clean(text).split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    return piece if isinstance(piece, str) else decoded(piece, charset)[0]


def html_to_text(source: str) -> str:
    """What a reader would see of HTML, as text: links keep their address, quotes get `>`, pictures vanish.

    Never shown as HTML anywhere: scripts, styles, forms and what a style hides are left out, nothing is loaded.
    """
    try:
        content = source[:_LONGEST_HTML].encode("utf-8", "replace")
        root = lxml_html.document_fromstring(content, parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    out: list[str] = []
    _walk(root, out)
    before, mark, after = "".join(out).partition(QUOTE_BEGINS)
    text = re.sub(r"[ \t\u00a0]+", " ", before + mark + after.replace(QUOTE_BEGINS, "\n"))
    text = re.sub(r" ?\n ?", "\n", text)
    return clean(re.sub(r"\n{3,}", "\n\n", text)).strip()


def _walk(root: etree._Element, out: list[str]) -> None:
    # By events and not by itself: markup nested ten thousand deep is somebody's joke, not a reason to fall over.
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if node.tail and not hidden:
                out.append(_inline(node.tail))
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        gone = tag in _HIDDEN or bool(_NOT_SHOWN.search(node.get("style") or "")) or node.get("hidden") is not None
        if event == "start":
            hidden += gone
            if not hidden:
                _open(tag, node, out)
        else:
            if not hidden:
                _close(tag, node, out)
            hidden -= gone
            if not hidden and node.tail:
                out.append(_inline(node.tail))


def _open(tag: str, node: etree._Element, out: list[str]) -> None:
    if tag == "br" or tag in _BREAKS:
        out.append("\n")
    if tag == "li":
        out.append("\n- ")
    if tag == "blockquote" or _wraps_a_quote(node):
        out.append(QUOTE_BEGINS)
    if node.text:
        out.append(node.text if tag == "pre" else _inline(node.text))


def _close(tag: str, node: etree._Element, out: list[str]) -> None:
    if tag == "a":
        address = (node.get("href") or "").strip()
        shown = "".join(node.itertext()).strip()
        if address.lower().startswith(("http://", "https://", "mailto:")) and len(address) < 2000 and address != shown:
            out.append(f" <{address.removeprefix('mailto:')}>" if address.removeprefix("mailto:") != shown else "")
    if tag in ("td", "th"):
        out.append("\t")
    if tag in _BREAKS:
        out.append("\n")


# In HTML the place where what is repeated begins is marked by mail programs; in text it is told by its words.
QUOTE_BEGINS = "\n\x1d\n"
_QUOTES = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
_QUOTE_IDS = ("divRplyFwdMsg", "appendonsend", "reply-intro", "mail-editor-reference-message-container")


def _wraps_a_quote(node: etree._Element) -> bool:
    names = (node.get("class") or "").split()
    return any(name in _QUOTES for name in names) or node.get("id") in _QUOTE_IDS


def _inline(text: str) -> str:
    return re.sub(r"\s+", " ", text)
