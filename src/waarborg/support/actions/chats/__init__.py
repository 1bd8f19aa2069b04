"""Chats: a conversation of now that is a ticket from its first word on."""
