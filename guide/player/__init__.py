"""The player: what a person sees. Overlay, card, tray, catalogue window, settings. Qt lives here.

Owns pixels, widgets and announcements. Never asks another program anything.
"""
