"""Mail that comes in: fetched from a mailbox or handed over by a relay, kept as it came, then read and handed on."""
