"""Keys and seals: where secrets are kept, how sound is sealed, how requests are signed."""
