"""Back-ups of an installation with the embedded database, and putting them back at any instant since.

What lies at the target: `base/` (the whole database as of a moment, with the secrets of the installation), `wal/`
(every change since, in segments), `files/` (attachments under their hash, and the ledger of erasures). All of it is
compressed and sealed with age (https://age-encryption.org/v1): with the recovery key it opens without this program.
"""
