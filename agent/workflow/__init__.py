"""The verbs: take in, process, review, push, export, keep the mirror. They know ports, nouns and the store, never a brand."""
