"""All tables of the input contract, in one landing folder."""

from pathlib import Path

from . import cash, catalogue, deals, documents, market, parties, service, wallets
from .columns import LandingWriter
from .settings import Settings


def write_landing(folder: Path, settings: Settings, file_format: str) -> None:
    """Makes the whole folder; the same settings give the same bytes."""
    writer = LandingWriter(folder, file_format)
    people = parties.make_parties(settings)
    products = catalogue.make_catalogue(settings)
    chances = deals.make_deals(people, settings)
    papers = documents.make_documents(settings, people, products, writer)
    deals.link_won_deals(chances, papers)
    tables = {
        "customers": parties.customer_table(people, settings),
        "account_managers": parties.account_manager_table(people, settings),
        "account_assignments": parties.account_assignment_table(people, settings),
        "customer_influence": market.influence_table(people, settings),
        "referrals": market.referral_table(people, settings),
        "customer_financials": market.financial_table(people, settings),
        "industry_rankings": market.ranking_table(people, settings),
        "products": catalogue.product_table(products),
        "exchange_rates": catalogue.exchange_rate_table(settings),
        "invoices": documents.invoice_table(papers, people, chances.opportunity_ids, settings),
        **cash.cash_tables(papers, people, settings),
        "service_costs": service.service_cost_table(papers.sales, people, settings),
        "opportunities": deals.opportunity_table(chances, people, settings),
        "purchase_factor_evidence": deals.evidence_table(chances, people, settings),
        "selling_emphasis": deals.emphasis_table(chances, settings),
        **wallets.wallet_tables(papers.sales, people, settings),
        "service_deliveries": service.delivery_table(people, settings),
        "customer_events": service.event_table(people, settings),
        "tier_overrides": service.override_table(people),
        "customer_promises": service.promise_table(people),
        "account_actions": service.action_table(people, settings),
    }
    for name, table in tables.items():
        writer.write(name, table)
