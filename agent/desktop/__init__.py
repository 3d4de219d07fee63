"""The desktop's door: the tray icon, the agent's own windows, and what is put into the desktop's menus. No feature needs it."""
