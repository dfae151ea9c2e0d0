"""`digest deploy`: the built site -> a place where readers find it, with no moment in which a page is broken."""
