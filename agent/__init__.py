"""Tenth: turns a lawyer's calls, e-mails and documents into six-minute time entries, on the lawyer's own computer.

Start with ARCHITECTURE.md: nouns (`domain`), verbs (`workflow`), brands (one package per outside thing), doors.
"""

__version__ = "0.1.0"
