"""Finding targets: by pure reasoning over a fake desktop, and in real programs on a virtual screen."""
