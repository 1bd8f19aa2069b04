"""Passwords: Argon2id at 19 MiB, two passes, one lane (OWASP's first choice), a tenth of the framework's cost."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1
