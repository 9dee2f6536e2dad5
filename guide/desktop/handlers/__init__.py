"""Handlers: one module for each ability of each operating system."""
