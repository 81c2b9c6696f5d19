"""Rules on the text of files: no clock, nothing of the machine that wrote them, short, one look."""

import re
import subprocess
from pathlib import Path

from tests.dbt_runs import ROOT
from tests.project_rules.project import Project, listed

CLOCKS = re.compile(
    r"\b(current_(date|time|timestamp)|sysdate|getdate|systimestamp|localtimestamp|run_started_at|modules\.datetime)\b"
    r"|\b(now|today)\(\)|\bdatetime\.(now|utcnow|today)\b|\bdate\.today\b|\btime\.time\b",
    re.I,
)
LONGEST_FILE = 350


def committed(*patterns: str) -> list[Path]:
    """Files under version control (or about to be), without the demo company's data."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in names if not name.startswith("seeds/demo/") and (ROOT / name).is_file()]


def test_models_and_macros_know_no_clock(project: Project) -> None:
    """`as_of_date` is the only one, so that yesterday's figures can be built again tomorrow."""
    files = {model.path for model in project.models} | set(committed("macros", "tests/dbt"))
    broken = [
        f"{file.relative_to(ROOT)}: {found[0]}" for file in sorted(files) if (found := CLOCKS.search(_code(file)))
    ]
    assert not broken, listed(broken)


def test_the_lifetime_value_library_knows_no_clock() -> None:
    files = committed("python_models")
    broken = [f"{file.relative_to(ROOT)}: {found[0]}" for file in files if (found := CLOCKS.search(_code(file)))]
    assert not broken, listed(broken)


def test_nothing_names_a_registry_or_a_machine() -> None:
    address = re.compile(
        r"https?://[^\s\"')]*(pypi|simple/|artifactory|nexus)|--(extra-)?index-url|/home/\w+|/work/\w+|/Users/\w+"
    )
    broken = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for file in committed()
        if file.suffix not in (".png", ".parquet", ".gz", ".js") and file != Path(__file__).resolve()
        if (found := address.search(file.read_text(errors="replace")))
    ]
    assert not broken, listed(broken)


def test_files_are_short() -> None:
    """A newcomer reads a file in one sitting; what is longer is two things."""
    broken = [
        f"{file.relative_to(ROOT)}: {lines} lines"
        for file in committed("*.sql", "*.py")
        if (lines := len(file.read_text().splitlines())) > LONGEST_FILE
    ]
    assert not broken, listed(broken)


def test_only_one_module_reads_the_environment() -> None:
    reads = re.compile(r"\bos\.(environ|getenv)\b")
    broken = [
        str(file.relative_to(ROOT))
        for file in committed("dagster_pipelines/*.py", "dashboards/*.py", "python_models/*.py", "seeds/*.py")
        if reads.search(file.read_text()) and file != ROOT / "dagster_pipelines" / "environments.py"
    ]
    assert not broken, listed(broken)


def test_sql_is_lower_case_and_indented_by_four(project: Project) -> None:
    shouting = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|CASE|WHEN|WITH|UNION|AND|OVER|PARTITION)\b")
    files = [model.path for model in project.models if not model.is_python] + committed("macros", "tests/dbt")
    broken = [
        f"{file.relative_to(ROOT)}: {found[0]!r}"
        for file in files
        if file.suffix == ".sql" and (found := shouting.search(_code(file)) or re.search(r"^\t", _code(file), re.M))
    ]
    assert not broken, listed(broken)


def _code(file: Path) -> str:
    """Without remarks and texts, so that a rule can be explained in the file that keeps it."""
    text = re.sub(r"\{#.*?#\}|/\*.*?\*/|\"\"\".*?\"\"\"", "", file.read_text(), flags=re.S)
    return re.sub(r"--[^\n]*|#[^\n]*|'[^'\n]*'", "", text)
