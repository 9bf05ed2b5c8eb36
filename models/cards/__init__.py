"""Membership cards and proofs of registration."""
