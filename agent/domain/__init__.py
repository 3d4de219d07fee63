"""The nouns: frozen values and pure rules. No files, no network, no clock, no chance, no settings."""
