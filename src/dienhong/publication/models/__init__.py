"""A matter that must be made public, its files, postings, ways and readers, its withdrawal."""

from dienhong.publication.models.channels import Channel, Proof, Reading, Relay
from dienhong.publication.models.matter import Attachment, Edition, Matter
from dienhong.publication.models.posting import Posting, Withdrawal

__all__ = [
    "Attachment",
    "Channel",
    "Edition",
    "Matter",
    "Posting",
    "Proof",
    "Reading",
    "Relay",
    "Withdrawal",
]
