"""Tasks that an author does while `guide record` runs. `make recordings` tries all of them; two are in `make test`."""
