"""The simplest programs that do a part of what guide does."""
