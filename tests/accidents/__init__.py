"""What can go wrong around a tutorial, done on purpose: the person works on, nothing stays, nothing is lost."""
