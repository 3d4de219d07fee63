"""The web door: the panel's files and the API behind them, on this computer only. Every request passes `gate` first."""
