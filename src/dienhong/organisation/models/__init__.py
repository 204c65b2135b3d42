"""What is kept of the organisation: the office, its staffing, imports, and rolls."""

from dienhong.organisation.models.imports import PeopleImport
from dienhong.organisation.models.office import (
    Account,
    AccountManager,
    Agency,
    Binding,
    Department,
    Holding,
    LegalFunction,
    Person,
    Sitting,
)
from dienhong.organisation.models.rolls import Roll, RollLine, RollRule
from dienhong.organisation.models.saves import Save
from dienhong.organisation.models.staffing import Absence, EarlierService, Placement

__all__ = [
    "Absence",
    "Account",
    "AccountManager",
    "Agency",
    "Binding",
    "Department",
    "EarlierService",
    "Holding",
    "LegalFunction",
    "PeopleImport",
    "Person",
    "Placement",
    "Roll",
    "RollLine",
    "RollRule",
    "Save",
    "Sitting",
]
