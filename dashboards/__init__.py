"""Static pages over the served marts: queries → frames → figures → HTML, offline, in two languages."""
