"""Password hashing with Argon2id, sized for an ordinary computer."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane (OWASP's floor).

    Django's default takes 100 MiB a sign-in, half of what the whole server may use.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
