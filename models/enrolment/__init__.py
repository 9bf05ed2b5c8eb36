"""Programmes, contributions, consent and enrolment."""
