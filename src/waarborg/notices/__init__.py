"""Notices: messages to customers, by audience: portal, sign-in page and mail, with what proves that they arrived."""
