"""Rules of mail that comes in: the signed address, what a mail is, why one is held."""
