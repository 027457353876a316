"""Files of a release: how they are written, compressed, made durable, and switched to."""
