"""What people are told of duties: reminders, the letters that carry them, preferences, feeds."""

from django.db import models
from django.db.models import Q

from dienhong.duties.milestones import say, say_invited
from dienhong.organisation.models import Person
from dienhong.record.chance import new_id


class Mode(models.TextChoices):
    """How a person wants reminders by e-mail; the page shows them in any case."""

    EACH = "each", "mỗi lần nhắc một thư"
    DAILY = "daily", "gộp một thư mỗi ngày"
    WEEKLY = "weekly", "gộp một thư mỗi tuần"
    NONE = "none", "không gửi thư"


class Preference(models.Model):
    """A person's e-mail address, confirmed by a code mailed to it, and how often to write.

    ``asked`` is an address that waits for its code: ``code_sealed`` until the letter is written,
    ``wrong`` counts what was typed instead. ``since``: nothing from before goes into a letter.
    """

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.PROTECT, related_name="preference"
    )
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.DAILY)
    address = models.EmailField(blank=True)
    since = models.DateTimeField(null=True)
    asked = models.EmailField(blank=True)
    code_sealed = models.CharField(max_length=255, blank=True)
    asked_at = models.DateTimeField(null=True)
    wrong = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_address_was_confirmed_at_a_moment",
                condition=Q(address="") | Q(since__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.mode}"


class Letter(models.Model):
    """A letter on its way: what stands in it is written when it leaves, from what holds then.

    ``key`` says what it is of, so that none is made twice. ``next_try``: not before that moment;
    while it is being sent, the moment from which a sender that was killed is no longer waited for.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", "chờ gửi"
        SENDING = "sending", "đang gửi"
        SENT = "sent", "đã gửi"
        FAILED = "failed", "không gửi được"
        DROPPED = "dropped", "không còn gì để gửi"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=80, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="letters")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["state", "next_try"], name="letters_that_wait")]
        constraints = [
            models.CheckConstraint(
                name="a_sent_letter_has_its_moment",
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class Reminder(models.Model):
    """That one person is reminded of one duty at one milestone, or by hand by another person.

    Without a duty it is of something to which the person is invited: ``appointment`` is its key.
    ``due_on`` is the day that was counted from: where it moves, its milestones come again.
    ``ended`` says why nobody needs it any more; empty while it holds.
    """

    class Ended(models.TextChoices):
        """Why it is over before it was read."""

        OVERTAKEN = "overtaken", "đã có lần nhắc mới hơn"
        DONE = "done", "việc đã xong"

    duty = models.ForeignKey(
        "duties.Duty", null=True, on_delete=models.PROTECT, related_name="reminders"
    )
    appointment = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reminders")
    milestone = models.CharField(max_length=20)
    due_on = models.DateField()
    day = models.DateField()
    at = models.DateTimeField()
    # Told as the level above those who answer for the duty.
    above = models.BooleanField(default=False)
    sender = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="reminders_sent"
    )
    words = models.CharField(max_length=500, blank=True)
    letter = models.ForeignKey(
        Letter, null=True, on_delete=models.PROTECT, related_name="reminders"
    )
    seen_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=10, choices=Ended, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "due_on", "milestone", "person"], name="a_milestone_is_told_once"
            ),
            models.UniqueConstraint(
                fields=["appointment", "due_on", "milestone", "person"],
                condition=Q(duty__isnull=True),
                name="an_invitation_is_told_once",
            ),
            models.CheckConstraint(
                name="a_reminder_is_of_a_duty_or_an_appointment",
                condition=Q(duty__isnull=False, appointment="")
                | (Q(duty__isnull=True) & ~Q(appointment="")),
            ),
        ]
        indexes = [models.Index(fields=["person", "ended", "seen_at"], name="reminders_unread")]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.milestone}"

    @property
    def said(self) -> str:
        """Return in words why it came."""
        return say(self.milestone) if self.duty_id else say_invited(self.milestone)


class Feed(models.Model):
    """A secret address at which a phone reads a person's calendar without signing in.

    Whoever knows the address reads it, so it can be renewed and ended. It is found by the digest
    of its token; ``sealed`` lets its own person see the address again.
    """

    class Scope(models.TextChoices):
        """Whose duties it shows; or else what is public, which the room above gives."""

        MINE = "mine", "việc của tôi"
        OFFICE = "office", "việc của cả cơ quan"
        PUBLIC = "public", "việc đã công khai"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="feeds")
    scope = models.CharField(max_length=10, choices=Scope)
    digest = models.CharField(max_length=64, unique=True)
    sealed = models.CharField(max_length=255)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scope"], name="a_person_has_one_feed_each"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.scope}"
