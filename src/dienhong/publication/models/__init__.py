"""A matter that must be made public, its files, its postings, and its emergency withdrawal."""

from dienhong.publication.models.matter import Attachment, Edition, Matter
from dienhong.publication.models.posting import Posting, Withdrawal

__all__ = ["Attachment", "Edition", "Matter", "Posting", "Withdrawal"]
