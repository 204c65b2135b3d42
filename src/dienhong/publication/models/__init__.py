"""A matter that must be made public, its files, postings, ways, readers, what confirms it."""

from dienhong.publication.models.channels import Channel, Proof, Reading, Relay
from dienhong.publication.models.confirmation import Confirmation
from dienhong.publication.models.enquiry import AnswerFile, Enquiry, EnquiryAnswer
from dienhong.publication.models.finding import FileText, Findable, IndexWord, Occurrence
from dienhong.publication.models.matter import Attachment, Edition, Matter
from dienhong.publication.models.posting import Posting, Withdrawal
from dienhong.publication.models.runs import Gap
from dienhong.publication.models.shape import FigureRow, FigureTable, KindShape
from dienhong.publication.models.year_book import YearBook

__all__ = [
    "AnswerFile",
    "Attachment",
    "Channel",
    "Confirmation",
    "Edition",
    "Enquiry",
    "EnquiryAnswer",
    "FigureRow",
    "FigureTable",
    "FileText",
    "Findable",
    "Gap",
    "IndexWord",
    "KindShape",
    "Matter",
    "Occurrence",
    "Posting",
    "Proof",
    "Reading",
    "Relay",
    "Withdrawal",
    "YearBook",
]
