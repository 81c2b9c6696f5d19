"""What people would write instead: a part of the same answers in polars, from the same Parquet files.

Sales, margin, growth and lifecycle for every customer and review, and cash application in its three passes. Money is
held in whole cents and doubles, so figures in the reporting currency are not exact.

`python -m tests.benchmark.polars_part LANDING`
"""

import argparse
from datetime import date
from pathlib import Path

import polars as pl

AS_OF = date(2026, 3, 31)


def scan(landing: Path, table: str) -> pl.LazyFrame:
    folder = landing / table
    return pl.scan_parquet(f"{folder}/*.parquet" if folder.is_dir() else f"{folder}.parquet")


def cents(column: str) -> pl.Expr:
    return (pl.col(column).fill_null(0).cast(pl.Float64) * 100).round().cast(pl.Int64)


def month(column: str) -> pl.Expr:
    return pl.col(column).dt.year().cast(pl.Int32) * 12 + pl.col(column).dt.month() - 1


def heads(landing: Path) -> pl.DataFrame:
    """Head of each account: climbs until nothing moves."""
    accounts = scan(landing, "customers").select("customer_id", "parent_customer_id").collect()
    parent = dict(accounts.iter_rows())
    found = []
    for account in parent:
        head = account
        while parent[head] in parent:
            head = parent[head]
        found.append(head)
    return pl.DataFrame({"customer_id": list(parent), "head": found})


def rates(landing: Path) -> pl.DataFrame:
    """Direct and inverse quotes; the reporting currency is one."""
    quotes = scan(landing, "exchange_rates").select(
        pl.when(pl.col("to_currency") == "USD").then("from_currency").otherwise("to_currency").alias("currency"),
        pl.col("rate_date").alias("day"),
        pl.when(pl.col("to_currency") == "USD").then("rate").otherwise(1 / pl.col("rate")).alias("rate"),
    )
    own = pl.LazyFrame({"currency": ["USD"], "day": [date(2020, 1, 1)], "rate": [1.0]})
    return pl.concat([quotes, own]).sort("day").collect()


def effective_documents(landing: Path) -> pl.DataFrame:
    """Posted, not cancelled by a document of their own, with the rate of their day and the group's head."""
    posted = (
        scan(landing, "invoices")
        .filter(pl.col("status").fill_null("posted") == "posted", pl.col("invoice_date") <= AS_OF)
        .collect()
    )
    cancelled = posted.filter(
        (pl.col("document_type") == "cancellation")
        & pl.col("references_invoice_id").is_in(posted["invoice_id"].implode())
    )
    gone = pl.concat([cancelled["invoice_id"], cancelled["references_invoice_id"]]).unique()
    costs = (
        scan(landing, "invoice_lines")
        .filter(pl.col("cost_amount").is_not_null())
        .group_by("invoice_id")
        .agg(cents("net_amount").sum().alias("costed"), cents("cost_amount").sum().alias("cost"))
        .collect(engine="streaming")
    )
    return (
        posted.filter(~pl.col("invoice_id").is_in(gone.implode()))
        .with_columns(
            pl.coalesce("bill_to_customer_id", "customer_id").alias("payer"),
            pl.col("invoice_date").alias("day"),
            cents("net_amount").alias("net"),
            (cents("net_amount") + cents("tax_amount") + cents("freight_amount")).alias("gross"),
            month("invoice_date").alias("m"),
        )
        .sort("day")
        .join_asof(rates(landing), on="day", by="currency")
        .join(heads(landing), on="customer_id", how="left")
        .join(costs, on="invoice_id", how="left")
        .with_columns(pl.col("head").fill_null("unknown"))
    )


def year(column: str) -> pl.Expr:
    """Rolling twelve months of a dense customer and month table."""
    return pl.col(column).rolling_sum(12, min_samples=1).over("head")


def year_before(column: str) -> pl.Expr:
    return pl.col(column).shift(12).over("head").fill_null(0)


def room_left(part: str, room: str, key: str) -> pl.Expr:
    """What is left of `room` for each row, rows before it served first."""
    return pl.min_horizontal(part, pl.col(room) - (pl.col(part).cum_sum().over(key) - pl.col(part))).clip(0).alias(part)


def sales_history(documents: pl.DataFrame) -> pl.DataFrame:
    """Rolling years of sales and profit on a dense customer and month table, with growth and lifecycle."""
    is_invoice = pl.col("document_type") == "invoice"
    monthly = documents.group_by("head", "m").agg(
        (pl.col("net") * pl.col("rate")).sum().alias("sales"),
        (pl.col("costed") * pl.col("rate")).sum().alias("costed"),
        ((pl.col("costed") - pl.col("cost")) * pl.col("rate")).sum().alias("profit"),
        is_invoice.sum().alias("invoices"),
    )
    first = (
        documents.filter(is_invoice)
        .group_by("head")
        .agg(pl.col("m").min().alias("first_m"), pl.col("day").min().alias("first_day"))
    )
    months = pl.DataFrame({"m": range(first["first_m"].min(), AS_OF.year * 12 + AS_OF.month)}, schema={"m": pl.Int32})
    dense = first.join(months, how="cross").join(monthly, on=["head", "m"], how="left").sort("head", "m").fill_null(0)
    rolled = dense.with_columns(
        year("sales").alias("now"),
        year("costed").alias("costed_12m"),
        year("profit").alias("profit_12m"),
        year("invoices").alias("n"),
    )
    rolled = rolled.with_columns(
        pl.col("now").shift(12).over("head").fill_null(0).alias("before"),
        pl.col("n").shift(12).over("head").fill_null(0).alias("n_before"),
    )
    return rolled.filter(pl.col("m") >= pl.col("first_m")).with_columns(
        pl.when(pl.col("first_m") > pl.col("m") - 12)
        .then(pl.lit("new"))
        .when(pl.col("n") == 0)
        .then(pl.lit("lapsed"))
        .when(pl.col("n_before") == 0)
        .then(pl.lit("reactivated"))
        .otherwise(pl.lit("active"))
        .alias("lifecycle_status"),
        pl.when(pl.col("before") > 0).then(pl.col("now") / pl.col("before") - 1).alias("growth"),
        pl.when(pl.col("costed_12m") > 0).then(pl.col("profit_12m") / pl.col("costed_12m")).alias("margin"),
    )


def cash_application(landing: Path, documents: pl.DataFrame) -> dict[str, int]:
    """Remittance, exact amounts, first in first out; allocated cents by method."""
    items = documents.filter((pl.col("document_type") == "invoice") & (pl.col("gross") >= 0))
    credits = documents.filter(pl.col("document_type") == "credit_note").select(
        "references_invoice_id", "payer", "currency", "gross"
    )
    linked = credits.join(
        items.select("invoice_id", "payer", "currency"),
        left_on=["references_invoice_id", "payer", "currency"],
        right_on=["invoice_id", "payer", "currency"],
    )
    taken = (
        linked.group_by("references_invoice_id")
        .agg(-pl.col("gross").sum())
        .rename({"references_invoice_id": "invoice_id", "gross": "taken"})
    )
    lost = scan(landing, "write_offs").group_by("invoice_id").agg(cents("amount").sum().alias("lost")).collect()
    terms = scan(landing, "customers").select(pl.col("customer_id").alias("payer"), "payment_terms_days").collect()
    items = (
        items.join(taken, on="invoice_id", how="left")
        .join(lost, on="invoice_id", how="left")
        .join(terms, on="payer", how="left")
        .with_columns(
            (pl.col("gross") - pl.col("taken").fill_null(0) - pl.col("lost").fill_null(0)).clip(0).alias("rest"),
            pl.coalesce("due_date", pl.col("day") + pl.duration(days=pl.col("payment_terms_days").fill_null(30))).alias(
                "due"
            ),
        )
    )
    receipts = (
        scan(landing, "receipts")
        .filter(pl.col("receipt_date") <= AS_OF)
        .with_columns(cents("amount").alias("rest"))
        .collect()
    )
    undone = (
        receipts.filter(pl.col("receipt_type") == "reversal").group_by("reverses_receipt_id").agg(pl.col("rest").sum())
    )
    reversed_ids = receipts.join(undone, left_on=["receipt_id", "rest"], right_on=["reverses_receipt_id", "rest"])[
        "receipt_id"
    ].implode()
    receipts = receipts.filter((pl.col("receipt_type") == "receipt") & ~pl.col("receipt_id").is_in(reversed_ids))
    advised = (
        scan(landing, "receipt_allocations")
        .with_columns(cents("amount").alias("part"))
        .collect()
        .join(receipts.select("receipt_id", "currency", pl.col("rest").alias("room")), on="receipt_id")
        .join(
            items.select("invoice_id", "currency", "gross", pl.col("rest").alias("need")), on=["invoice_id", "currency"]
        )
        .with_columns(pl.min_horizontal("part", "gross").alias("part"))
        .sort("allocation_date", "invoice_id")
        .with_columns(room_left("part", "room", "receipt_id"))
        .sort("allocation_date", "receipt_id")
        .with_columns(room_left("part", "need", "invoice_id"))
    )
    for key in ("receipt_id", "invoice_id"):
        used = advised.group_by(key).agg(pl.col("part").sum().alias("used"))
        if key == "receipt_id":
            receipts = (
                receipts.join(used, on=key, how="left")
                .with_columns(pl.col("rest") - pl.col("used").fill_null(0))
                .filter(pl.col("rest") > 0)
            )
        else:
            items = (
                items.join(used, on=key, how="left")
                .with_columns(pl.col("rest") - pl.col("used").fill_null(0))
                .filter(pl.col("rest") > 0)
            )
    cash = receipts.select(
        "receipt_id", pl.col("customer_id").alias("payer"), "currency", pl.col("receipt_date").alias("paid"), "rest"
    ).sort("paid", "receipt_id")
    owed = items.select("invoice_id", "payer", "currency", "day", "due", "rest").sort("day", "due", "invoice_id")
    same = ["payer", "currency", "rest"]
    x = (
        cash.join(owed.group_by(same).agg(pl.col("day").min().alias("first")), on=same)
        .filter(pl.col("first") <= pl.col("paid"))
        .sort("paid", "receipt_id")
    )
    v = (
        owed.join(cash.group_by(same).agg(pl.col("paid").max().alias("last")), on=same)
        .filter(pl.col("last") >= pl.col("day"))
        .sort("day", "due", "invoice_id")
    )
    x = x.with_columns(pl.col("rest").cum_count().over(same).alias("k"))
    v = v.with_columns(pl.col("rest").cum_count().over(same).alias("k"))
    exact = x.join(v, on=[*same, "k"]).filter(pl.col("day") <= pl.col("paid"))
    account = ["payer", "currency"]
    x = cash.join(exact, on="receipt_id", how="anti").with_columns(
        pl.col("rest").cum_sum().over(account).alias("line_end")
    )
    v = owed.join(exact, on="invoice_id", how="anti").with_columns(
        pl.col("rest").cum_sum().over(account).alias("line_end")
    )
    points = (
        pl.concat(
            [
                x.select(*account, "line_end", "receipt_id", pl.lit(None, pl.String).alias("invoice_id")),
                v.select(*account, "line_end", pl.lit(None, pl.String).alias("receipt_id"), "invoice_id"),
            ]
        )
        .group_by(*account, "line_end")
        .agg(pl.col("receipt_id").max(), pl.col("invoice_id").max())
        .sort(*account, "line_end")
        .with_columns(
            pl.col("receipt_id", "invoice_id").backward_fill().over(account),
            (pl.col("line_end") - pl.col("line_end").shift(1).over(account).fill_null(0)).alias("part"),
        )
        .drop_nulls(["receipt_id", "invoice_id"])
    )
    return {"remittance": advised["part"].sum(), "exact": exact["rest"].sum(), "fifo": points["part"].sum()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("landing", type=Path)
    given = parser.parse_args().landing
    papers = effective_documents(given)
    history = sales_history(papers)
    print(f"{history.height} rows; allocated cents {cash_application(given, papers)}")
