"""The one error that a bad landing folder raises."""


class LandingError(Exception):
    """The landing folder cannot be loaded. The message is one sentence: what, where, and what to do.

    Raised before anything is written, so the warehouse stands as it was.
    """
