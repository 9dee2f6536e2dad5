"""The user's desktop: ports to windows, elements, input, capture and programs; a fake one; handlers for real ones.

Owns every contact with other programs. Never knows tutorials, only geometry and keys. Operating-system libraries are
imported inside `handlers/` alone.
"""
