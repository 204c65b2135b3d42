"""Sessions whose stored words are worth something in their own office only."""

from django.contrib.sessions.backends import db

from dienhong.hosting import context


class SessionStore(db.SessionStore):
    """Django's sessions in the database, signed for one office.

    The row lies in the office's own database already; the salt also refuses a row that
    came with a copy of that database into an office of another code.
    """

    @property
    def key_salt(self) -> str:
        return f"dienhong.session.{context.current()}"
