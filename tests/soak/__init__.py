"""What stays behind after many runs. `make soak` does thousands and writes docs/soak.md; `make test` does a few."""
