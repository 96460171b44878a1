"""The one place that reads the environment and the clock; everything else is handed them."""

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """Where Bursar keeps its things and how it is reached; each field is set by BURSAR_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="BURSAR_", extra="ignore")

    home: Path = PROJECT / ".bursar"
    today: date | None = None
    port: int = 8501
    address: str = "localhost"
    store_url: str = ""
    shipped: Path = PROJECT / "models" / "shipped"

    @property
    def database_url(self) -> str:
        """Where the store is: SQLite in the home folder unless BURSAR_STORE_URL names another."""
        return self.store_url or f"sqlite:///{self.home / 'bursar.db'}"

    @property
    def artifacts(self) -> Path:
        """The folder of trained models."""
        return self.home / "artifacts"

    @property
    def logs(self) -> Path:
        """The folder of log files."""
        return self.home / "logs"

    def make_home(self) -> None:
        """Create the home folder and what lies in it."""
        for folder in (self.home, self.artifacts, self.logs):
            folder.mkdir(parents=True, exist_ok=True)


class Clock:
    """The time, in one place: the machine's, on another day where BURSAR_TODAY says so."""

    def __init__(self, today: date | None = None) -> None:
        self._today = today

    def now(self) -> datetime:
        """This instant, UTC."""
        moment = datetime.now(UTC)
        if self._today is None:
            return moment
        return moment.replace(year=self._today.year, month=self._today.month, day=self._today.day)

    def today(self) -> date:
        """This day."""
        return self.now().date()


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
