"""What a load did, file by file."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FileReport:
    """One drop: `status` is loaded or unchanged; counts are of records, rejects those of the reader alone."""

    file_name: str
    table_name: str
    status: str
    record_count: int = 0
    reader_reject_count: int = 0
    ignored_columns: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()


@dataclass
class LoadReport:
    """One load. Nothing is new when every file was loaded before with the same content."""

    files: list[FileReport] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)
    ignored: dict[str, str] = field(default_factory=dict)

    @property
    def loaded_files(self) -> list[FileReport]:
        return [file for file in self.files if file.status == "loaded"]

    @property
    def has_new_files(self) -> bool:
        return bool(self.loaded_files)

    @property
    def record_count(self) -> int:
        return sum(file.record_count for file in self.loaded_files)

    @property
    def reader_reject_count(self) -> int:
        return sum(file.reader_reject_count for file in self.loaded_files)

    def lines(self) -> list[str]:
        """The report in words, one line a fact."""
        unchanged = len(self.files) - len(self.loaded_files)
        text = [f"loaded {len(self.loaded_files)} files, {self.record_count:,} records; {unchanged} files unchanged"]
        for file in self.loaded_files:
            notes = []
            if file.reader_reject_count:
                notes.append(f"{file.reader_reject_count:,} rows unreadable: see quality.rejected_rows")
            if file.ignored_columns:
                notes.append("columns not in the contract ignored: " + ", ".join(file.ignored_columns))
            if notes:
                text.append(f"{file.file_name}: " + "; ".join(notes))
        text += [f"{name}: waits, {reason}" for name, reason in self.waiting.items()]
        text += [f"{name}: ignored, {reason}" for name, reason in self.ignored.items()]
        return text
