"""What `./run` does behind its door: set-up, checks, locks. Standard library only: it runs before anything is installed."""
