"""The ledger of clauses: which clauses of two real regulations work, by marks that tests recorded."""
