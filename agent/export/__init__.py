"""Files for other systems, written from one table of targets (`targets.toml`)."""
