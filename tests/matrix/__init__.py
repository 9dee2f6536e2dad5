"""Every window manager, every compositor: `make matrix`. It takes long, so `make test` runs a sample elsewhere."""
