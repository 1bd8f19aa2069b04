"""Imports every task of the plumbing, so that the queue knows them by name."""

import waarborg.plumbing.access_log.days
import waarborg.plumbing.erasure.ledger
import waarborg.plumbing.export.make
import waarborg.plumbing.files.sweep
import waarborg.plumbing.outbox.deliver
import waarborg.plumbing.rest.idempotency
import waarborg.plumbing.webhooks.deliver  # noqa: F401
