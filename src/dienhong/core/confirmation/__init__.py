"""The technical confirmation of a publication: a document that proves itself."""
