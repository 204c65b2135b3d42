"""The journal: canonical entries, salted commitments, a Merkle tree, an export that verifies alone.

``python -m dienhong.core.journal verify FILE`` needs nothing but Python.
"""
