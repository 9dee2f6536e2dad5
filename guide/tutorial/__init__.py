"""The tutorial document: frozen model, YAML in with positions, JSON Schema, lint, catalogue.

Owns what a tutorial may say. Never knows a screen, a program, a toolkit or a database.
"""
