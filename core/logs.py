"""What happened, as lines of JSON in the home folder; never a payee, an amount or a text."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog


def start_logs(folder: Path, process: str) -> None:
    """Send this process's log lines to `<folder>/<process>.log`, five files of 2 MB at most."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / f"{process}.log", maxBytes=2_000_000, backupCount=4)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def log(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one room."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger
