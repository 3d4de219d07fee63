"""One SQLCipher database per home. SQL is written by hand, one file per noun; parameters are always bound."""
