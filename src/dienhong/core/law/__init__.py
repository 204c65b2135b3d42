"""The law engine: text of a regulation to addressed clauses, findings and doubts."""
