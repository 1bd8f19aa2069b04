"""Whose address it is behind proxies that may lie, and lists of networks as people paste them."""

from ipaddress import ip_network
from typing import Any

import pytest

from waarborg.access.rules.addresses import proxies, read_address, visitor
from waarborg.access.rules.networks import permits, read, written

INSIDE = proxies("10.0.0.0/8, 192.0.2.1,2001:db8:ffff::/48")


@pytest.mark.parametrize(
    ("nearest", "forwarded", "trusted", "found"),
    [
        ("198.51.100.9", "203.0.113.77", 0, "198.51.100.9"),
        ("10.0.0.1", "203.0.113.77", 1, "203.0.113.77"),
        # What the visitor wrote stands to the left of what our proxy saw.
        ("10.0.0.1", "203.0.113.77, 198.51.100.9", 1, "198.51.100.9"),
        ("10.0.0.1", "203.0.113.77,198.51.100.9 , 10.0.0.2", 2, "198.51.100.9"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("10.0.0.1", "198.51.100.9", 2, "10.0.0.1"),
        ("10.0.0.1", "203.0.113.77, 198.51.100.9, 10.0.0.2", INSIDE, "198.51.100.9"),
        ("10.0.0.1", "203.0.113.77, [2001:db8::9]:4711, 2001:db8:ffff::2", INSIDE, "2001:db8::9"),
        # Nobody of ours opened this connection: what it says of others counts for nothing.
        ("198.51.100.9", "203.0.113.77, 10.0.0.2", INSIDE, "198.51.100.9"),
        ("", "203.0.113.77, 10.0.0.2", INSIDE, "203.0.113.77"),
        ("10.0.0.1", "203.0.113.77, unknown, 10.0.0.2", INSIDE, "unknown"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", INSIDE, "10.0.0.3"),
        ("::ffff:10.0.0.1", "::ffff:203.0.113.77", INSIDE, "203.0.113.77"),
    ],
)
def test_the_nearest_address_that_no_proxy_of_ours_has(nearest: str, forwarded: str, trusted: Any, found: str) -> None:
    assert visitor(nearest, forwarded, trusted) == found


@pytest.mark.parametrize("text", ["10", "", ",", "example.org", "10.0.0.1/8", "-1"])
def test_other_settings_of_proxies_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        proxies(text or " ")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("203.0.113.77:443", "203.0.113.77"),
        ("[2001:DB8::1]", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("::FFFF:203.0.113.77", "203.0.113.77"),
        ("203.0.113.077", "None"),
        ("203.0.113.77:x", "None"),
        ("[2001:db8::1]x", "None"),
        ("_hidden", "None"),
    ],
)
def test_an_address_is_read_as_proxies_write_it(text: str, address: str) -> None:
    assert str(read_address(text)) == address


def test_a_pasted_list_with_comments_is_read() -> None:
    pasted = "# kantoor\n203.0.113.0/24, 198.51.100.7  # Utrecht\n\n2001:db8::/32; 203.0.113.0/24\n::ffff:192.0.2.0/120"
    networks, wrong = read(pasted)
    assert (written(networks), wrong) == ("203.0.113.0/24 198.51.100.7/32 2001:db8::/32 192.0.2.0/24", ())


def test_each_line_that_cannot_be_read_is_named() -> None:
    found, wrong = read("203.0.113.0/24\nkantoor\n203.0.113.7/24 # thuis\nfe80::1%eth0\n10.0.0.1-9 10.0.0.0/33")
    assert found == (ip_network("203.0.113.0/24"),)
    assert [(one.line, one.entry) for one in wrong] == [
        (2, "kantoor"),
        (3, "203.0.113.7/24"),
        (4, "fe80::1%eth0"),
        (5, "10.0.0.1-9"),
        (5, "10.0.0.0/33"),
    ]
    assert wrong[1].say("nl") == (
        "Regel 3: “203.0.113.7/24” is geen adres of netwerk; bedoelt u 203.0.113.0/24 / 203.0.113.7?"
    )


@pytest.mark.parametrize(
    ("allowed", "denied", "address", "in_"),
    [
        ("", "", "whatever", True),
        ("203.0.113.0/24", "", "203.0.113.77", True),
        ("203.0.113.0/24", "", "203.0.114.1", False),
        ("203.0.113.0/24", "", "::ffff:203.0.113.77", True),
        ("203.0.113.0/24 2001:db8::/32", "", "2001:db8:1::1", True),
        ("203.0.113.0/24", "", "2001:db8:1::1", False),
        ("203.0.113.0/24", "203.0.113.77/32", "203.0.113.77", False),
        ("203.0.113.0/24", "203.0.113.77/32", "203.0.113.78", True),
        ("", "2001:db8::/32", "2001:db8::1", False),
        ("", "2001:db8::/32", "203.0.113.77", True),
        ("", "2001:db8::/32", "unknown", False),
        ("0.0.0.0/0", "", "", False),
        ("203.0.112.0/24 203.0.113.0/25 203.0.113.128/25", "", "203.0.113.255", True),
    ],
)
def test_deny_beats_allow_and_no_allow_is_everywhere(allowed: str, denied: str, address: str, in_: bool) -> None:
    assert permits(allowed, denied, address) is in_
