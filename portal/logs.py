"""How refusals of the web's noise are written into the log: in one line, without where in the program; silences nothing."""

import logging


class OneLine(logging.Filter):
    """A request for a foreign host name is somebody's scanner or a wrong ``BANSO_HOSTS``: one line tells either."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True
