"""The kinds of things in the catalogue, what each stands under, and what it is called."""

from typing import Final

SERVICE: Final = "service"
PRODUCT: Final = "product"
MODULE: Final = "module"
GROUP: Final = "group"
COMPONENT: Final = "component"
WINDOW: Final = "window"

# In the order in which lists show them. A group only keeps components together.
KINDS: Final = (SERVICE, PRODUCT, MODULE, GROUP, COMPONENT, WINDOW)
# What a thing of each kind may stand under; a service stands under nothing.
PARENTS: Final[dict[str, tuple[str, ...]]] = {
    SERVICE: (),
    PRODUCT: (SERVICE,),
    MODULE: (PRODUCT,),
    GROUP: (SERVICE,),
    COMPONENT: (SERVICE, GROUP, COMPONENT),
    WINDOW: (COMPONENT,),
}
SOLD: Final = (PRODUCT, MODULE)
# An agreement calls components and windows by one property, so they share their words.
PARTS: Final = (COMPONENT, WINDOW)
# What the public status page can list.
SHOWN: Final = (GROUP, COMPONENT)
# The properties by which a promise says what it is about (AGREEMENT-FORMAT: `if`, `unless`, cases, `where`).
SCOPES: Final = (SERVICE, PRODUCT, MODULE, COMPONENT, WINDOW)

WORDS: Final[dict[str, tuple[str, str]]] = {
    SERVICE: ("dienst", "service"),
    PRODUCT: ("product", "product"),
    MODULE: ("module", "module"),
    GROUP: ("groep onderdelen", "group of components"),
    COMPONENT: ("onderdeel", "component"),
    WINDOW: ("venster", "window"),
}


def called(kind: str, lang: str) -> str:
    """The kind in words, such as "onderdeel"."""
    return WORDS[kind][0 if lang == "nl" else 1]
