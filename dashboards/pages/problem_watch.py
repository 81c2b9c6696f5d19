"""Problem watch: who is under supervision, what may be lost, and who talks badly about us."""

from __future__ import annotations

from dashboards.charts.ageing_bars import BUCKETS, ageing_bars
from dashboards.charts.bars import bars
from dashboards.numbers import amount, count, known, rate, term
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.theme import tier_colour
from dashboards.words import Words


def next_action(words: Words) -> str:
    """Column with the next action in the reader's language."""
    return "next_action" if words.language == "en" else "next_action_zh"


def watch_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["problem_watch/watch_list"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "problem_watch.watch.answer",
        watched=count(known(row["watched_count"]), "customer"),
        open=amount(row["all_open_amount"]),
        loss=amount(row["all_expected_loss_amount"]),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("supervision_level", "label:supervision"),
        Column("trigger_codes", "label:reason", is_optional=True),
        Column("problem_since_date", "date", is_optional=True),
        Column("expected_credit_loss_amount", "full_amount", bar=True),
        Column("open_receivables_amount", "full_amount"),
        Column("overdue_over_90_amount", "full_amount"),
        Column("credit_limit_use_rate", "rate"),
        Column("open_complaint_count", "count"),
        Column("broken_promise_90d_count", "count"),
        Column("next_check_date", "date"),
        Column(next_action(words), "text"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def ageing_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["problem_watch/ageing_by_supervision"]
    if frame.empty or frame["open_receivables_amount"].isna().all():
        return None
    total, over_90 = frame["open_receivables_amount"].sum(), frame["overdue_over_90_amount"].sum()
    sentence = words.sentence("problem_watch.ageing.answer", over_90=amount(over_90), share=rate(over_90 / total if total > 0 else None))
    names = [words.label("supervision", code) for code in frame["supervision_level"]]
    columns = (
        Column("supervision_level", "label:supervision"),
        Column("customer_count", "count"),
        *(Column(bucket, "full_amount") for bucket in BUCKETS),
        Column("open_receivables_amount", "full_amount"),
    )
    return Answer(sentence, ageing_bars(frame, names, words), Table(frame, columns))


def loss_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["problem_watch/expected_loss"]
    if frame.empty or frame["expected_credit_loss_amount"].isna().all():
        return None
    most = frame.iloc[0]
    sentence = words.sentence(
        "problem_watch.loss.answer",
        total=amount(frame["expected_credit_loss_amount"].sum()),
        tier=term(words.label("tier", most["tier_code"])),
        most=amount(most["expected_credit_loss_amount"]),
        share=rate(most["expected_loss_rate"]),
    )
    shown = [
        f"{words.write(amount(row['expected_credit_loss_amount']))} ({words.write(rate(row['expected_loss_rate']))})"
        for row in frame.to_dict("records")
    ]
    chart = bars(
        [words.label("tier", code) for code in frame["tier_code"]],
        list(frame["expected_credit_loss_amount"]),
        shown,
        [tier_colour(code) for code in frame["tier_code"]],
    )
    columns = (
        Column("tier_code", "label:tier"),
        Column("expected_credit_loss_amount", "full_amount"),
        Column("open_receivables_amount", "full_amount"),
        Column("expected_loss_rate", "rate"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def reputation_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["problem_watch/reputation"]
    if frame.empty:
        return None
    sentence = words.sentence("problem_watch.reputation.answer", customers=count(known(frame.iloc[0]["reputation_count"]), "customer"))
    columns = (
        Column("customer_name", "customer"),
        Column("tier_code", "label:tier"),
        Column("open_complaint_count", "count"),
        Column("trigger_codes", "label:reason", is_optional=True),
        Column("open_receivables_amount", "full_amount"),
        Column("next_check_date", "date"),
        Column(next_action(words), "text"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def ledger_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["problem_watch/ledger_by_currency"]
    if frame.empty or frame["open_receivables_amount"].isna().all():
        return None
    sentence = words.sentence(
        "problem_watch.ledger.answer", currencies=count(len(frame)), open=amount(frame["open_receivables_amount"].sum())
    )
    columns = (
        Column("currency", "text"),
        *(Column(bucket.replace("_amount", "_document_amount"), "full_amount") for bucket in BUCKETS),
        Column("open_receivables_document_amount", "full_amount"),
        Column("open_credit_notes_document_amount", "full_amount"),
        Column("unapplied_cash_document_amount", "full_amount"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


PAGE = Page(
    name="problem_watch",
    questions=(
        Question("watch", ("problem_watch/watch_list",), watch_answer, is_wide=True),
        Question("ageing", ("problem_watch/ageing_by_supervision",), ageing_answer),
        Question("loss", ("problem_watch/expected_loss",), loss_answer),
        Question("reputation", ("problem_watch/reputation",), reputation_answer, is_wide=True),
        Question("ledger", ("problem_watch/ledger_by_currency",), ledger_answer, is_wide=True),
    ),
)
