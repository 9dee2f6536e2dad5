"""What guide can do in this session, and why not more: for `guide doctor`, and for the tray's one hint."""
