"""The ledger of clauses: which ones of two real regulations work, by marks that tests gave."""
