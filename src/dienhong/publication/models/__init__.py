"""A matter that must be made public, its files, postings, ways, readers, what confirms it."""

from dienhong.publication.models.channels import Channel, Proof, Reading, Relay
from dienhong.publication.models.confirmation import Confirmation
from dienhong.publication.models.matter import Attachment, Edition, Matter
from dienhong.publication.models.posting import Posting, Withdrawal
from dienhong.publication.models.runs import Gap
from dienhong.publication.models.shape import FigureRow, FigureTable, KindShape

__all__ = [
    "Attachment",
    "Channel",
    "Confirmation",
    "Edition",
    "FigureRow",
    "FigureTable",
    "Gap",
    "KindShape",
    "Matter",
    "Posting",
    "Proof",
    "Reading",
    "Relay",
    "Withdrawal",
]
