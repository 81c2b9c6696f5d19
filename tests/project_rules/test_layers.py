"""Who may read whom.

A figure is trusted because every mart takes it from the same place. So raw data is read in one layer only (there it is
typed, and what is wrong with it is set apart), facts and dimensions never depend on an answer built from them, and a
mart never reaches past core and intermediate to a record that no rule has seen. Intermediate models may read marts:
a topic's steps build on the published figures of an earlier topic (tiers on value metrics), and publishing the steps
themselves would show readers half-finished numbers.
"""

from tests.project_rules.project import Project, listed

MAY_READ = {
    "staging": {"source", "staging", "seed"},
    "intermediate": {"staging", "intermediate", "core", "python", "marts", "seed"},
    "core": {"staging", "intermediate", "core", "seed"},
    # a fit is read by what scores with it: parameters go from one Python step to the next
    "python": {"intermediate", "core", "python", "seed"},
    "marts": {"core", "intermediate", "python", "marts", "quality", "seed"},
    "quality": {"staging", "intermediate", "core", "python", "marts", "quality", "seed"},
}

# What an exception is for, so that nobody widens it by accident.
EXCEPTIONS = {
    ("load_audit", "source"): "it counts what arrived, so it has to look at raw itself",
    ("*", "stg_landing_tables"): "it says which tables were delivered, so that a mart can tell unknown from none",
}


def _is_excepted(model: str, read: str) -> bool:
    kind, name = read.split(".")[0], read.split(".")[-1]
    return bool({(model, kind), ("*", name)} & EXCEPTIONS.keys())


def test_models_read_only_the_layers_below(project: Project) -> None:
    broken = [
        f"{model.layer}.{model.name} reads {layer} {read}"
        for model in project.models
        for read in model.depends_on
        if (layer := project.layer_of(read)) not in MAY_READ[model.layer] and not _is_excepted(model.name, read)
    ]
    assert not broken, listed(broken)


def test_core_does_not_rest_on_answers(project: Project) -> None:
    """Intermediate may read marts, so `core reads no marts` has to hold through any number of steps."""
    reads = {model.unique_id: model for model in project.models}

    def rests_on(unique_id: str, seen: set[str]) -> set[str]:
        for read in reads[unique_id].depends_on:
            if read in reads and read not in seen:
                seen.add(read)
                rests_on(read, seen)
        return seen

    broken = [
        f"core.{model.name} rests on {reads[read].layer}.{reads[read].name}"
        for model in project.in_layers("core")
        for read in sorted(rests_on(model.unique_id, set()))
        if reads[read].layer in ("marts", "quality")
    ]
    assert not broken, listed(broken)


def test_marts_read_of_quality_only_what_is_for_people(project: Project) -> None:
    """A mart may show the alerts of a customer; it may not build a figure from the quarantine."""
    broken = [
        f"marts.{model.name} reads quality {read}"
        for model in project.in_layers("marts")
        for read in model.depends_on
        if project.layer_of(read) == "quality" and read.split(".")[-1] != "alerts"
    ]
    assert not broken, listed(broken)
