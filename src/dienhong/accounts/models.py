"""What opens an account of this office, what keeps others out, and where one is signed in."""

from django.db import models
from django.db.models import Q

from dienhong.organisation.models import Account, LegalFunction


class Slip(models.Model):
    """A first-sign-in slip: a code on paper that opens the account once, to set a password.

    ``digest`` stands for the code, which nobody can read again. ``valid_to`` is its last day.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="slips")
    digest = models.CharField(max_length=64)
    valid_to = models.DateField()
    used_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_person_has_one_open_slip",
                fields=["account"],
                condition=Q(used_at__isnull=True, cancelled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_used_slip_is_not_cancelled",
                condition=Q(used_at__isnull=True) | Q(cancelled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.valid_to}"


class Tidings(models.Model):
    """What a person is told at the next sign-in: what others did to the account meanwhile."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tidings")
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.text


class Tries(models.Model):
    """Wrong tries at one door under one name or from one address.

    ``key`` is the door and a digest: neither names nor addresses are kept, and a mistyped
    password in the field for the name is not either. Rows are erased a day after ``last_at``.
    """

    stays_here = True  # not in a bundle: it says nothing on another machine

    key = models.CharField(max_length=80, primary_key=True)
    wrong = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    waits_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.key[:20]}: {self.wrong}"


class Way(models.TextChoices):
    """How a person came in."""

    PASSWORD = "password", "mật khẩu"
    SLIP = "slip", "phiếu đăng nhập"
    PASSKEY = "passkey", "khoá trong điện thoại"
    PROVIDER = "provider", "tài khoản của tỉnh"
    PERSONA = "persona", "vào thử"


class SignIn(models.Model):
    """One sign-in and its session, shown to its own person only.

    Sign-ins are no journal entries: the journal is open to the whole office and stays for ever,
    and when each person comes and goes is nobody else's business. ``last_at`` is kept by the hour.
    """

    stays_here = True  # not in a bundle: sessions end with the machine

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, db_index=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    device = models.CharField(max_length=80)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-first_at"]

    def __str__(self) -> str:
        return f"{self.account} {self.first_at}"


class Authenticator(models.Model):
    """The secret that a phone's application makes codes from (RFC 6238), sealed.

    It counts once a first code has confirmed it. ``last_step`` is the last thirty seconds whose
    code was taken: no code is taken twice.
    """

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="authenticator")
    sealed = models.CharField(max_length=255)
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.account}"


class RecoveryCode(models.Model):
    """A code on paper that stands in for a lost phone, once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.account}"


class SignInPolicy(models.Model):
    """That holders of a function need a second factor, from a day on, on a basis."""

    function = models.OneToOneField(
        LegalFunction, db_column="function", on_delete=models.PROTECT, related_name="+"
    )
    demanded_from = models.DateField()
    basis = models.CharField(max_length=200)

    class Meta:
        ordering = ["function"]

    def __str__(self) -> str:
        return f"{self.function_id}: {self.demanded_from}"


class Passkey(models.Model):
    """The public half of a key in a person's phone or computer (W3C Web Authentication).

    ``sign_count`` grows with each use where the device counts; a step back tells of a copy.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential = models.CharField(max_length=1400, unique=True)
    public_key = models.TextField()
    sign_count = models.BigIntegerField(default=0)
    made_on = models.DateField()
    last_used_on = models.DateField(null=True)

    class Meta:
        ordering = ["made_on", "pk"]

    def __str__(self) -> str:
        return f"{self.account}: {self.name}"


class AccountProvider(models.Model):
    """The province's account system by which people may come in (OpenID Connect).

    ``claim`` names the part of its answer that is the sign-in name here; ``trusts_claim``: a first
    sign-in needs no password or slip besides.
    """

    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    sealed_secret = models.TextField(blank=True)
    claim = models.CharField(max_length=60)
    label = models.CharField(max_length=60)
    trusts_claim = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_office_has_one_provider", condition=Q(pk=1)),
        ]

    def __str__(self) -> str:
        return self.issuer


class OutsideIdentity(models.Model):
    """Whom the account system knows an account's person as: by its own lasting subject."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="outside")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_subject_is_one_person", fields=["issuer", "subject"]),
        ]

    def __str__(self) -> str:
        return f"{self.account}"
