"""Values that are wrong, or only look wrong."""

from tests.landing.hostile_case import GOOD_RECORDS, Case, good

INVOICE = "I2,C2,invoice,2024-02-10,2024-03-11,EUR,250.50,true"


def invoice(old: str, new: str) -> dict[str, str]:
    """The good company with one value of invoice I2 replaced."""
    return {"invoices.csv": good("invoices.csv", INVOICE, INVOICE.replace(old, new))}


def rejected_invoice(name: str, old: str, new: str, code: str) -> Case:
    """Invoice I2 is rejected for `code`, and its line with it as an orphan."""
    return Case(name, invoice(old, new), {("invoices", code): 1, ("invoice_lines", "orphan"): 1}, GOOD_RECORDS - 2)


def clean(name: str, old: str, new: str) -> Case:
    return Case(name, invoice(old, new))


def one_reject(name: str, file: str, old: str, new: str, code: str) -> Case:
    return Case(name, {file: good(file, old, new)}, {(file.split(".")[0], code): 1}, GOOD_RECORDS - 1)


CASES = [
    Case("the good company itself"),
    rejected_invoice("a date that does not exist", "2024-02-10", "2024-02-30", "unparseable_date"),
    rejected_invoice("a date in another order", "2024-02-10", "10/02/2024", "unparseable_date"),
    rejected_invoice("a date without dashes", "2024-02-10", "20240210", "unparseable_date"),
    rejected_invoice("a date without leading zero", "2024-02-10", "2024-2-10", "unparseable_date"),
    rejected_invoice("a word for a date", "2024-02-10", "yesterday", "unparseable_date"),
    rejected_invoice("infinity for a date", "2024-02-10", "infinity", "unparseable_date"),
    rejected_invoice("a date with a time of day", "2024-02-10", "2024-02-10 13:45:00", "unparseable_date"),
    clean("a date with midnight", "2024-02-10", "2024-02-10 00:00:00"),
    rejected_invoice("an optional date that is wrong", "2024-03-11", "soon", "unparseable_date"),
    rejected_invoice("a date before 1970", "2024-02-10", "1969-12-31", "date_out_of_range"),
    rejected_invoice("a date after 2100", "2024-03-11", "9999-12-31", "date_out_of_range"),
    clean("the first and the last day allowed", "2024-02-10,2024-03-11", "1970-01-01,2100-12-31"),
    rejected_invoice("no date where one is required", "2024-02-10", "", "missing_required_value"),
    rejected_invoice("a required value of spaces", "C2", "   ", "missing_required_value"),
    rejected_invoice("a word for a number", "250.50", "many", "unparseable_number"),
    rejected_invoice("a decimal comma", "250.50", '"250,50"', "unparseable_number"),
    rejected_invoice("thousands separators", "250.50", '"1,250.50"', "unparseable_number"),
    rejected_invoice("underscores in a number", "250.50", "1_250", "unparseable_number"),
    rejected_invoice("a currency sign in a number", "250.50", "$250.50", "unparseable_number"),
    rejected_invoice("brackets for minus", "250.50", "(250.50)", "unparseable_number"),
    rejected_invoice("a hexadecimal number", "250.50", "0xFF", "unparseable_number"),
    rejected_invoice("a number in Arabic digits", "250.50", "٢٥٠", "unparseable_number"),
    rejected_invoice("two numbers in one value", "250.50", "250.50.1", "unparseable_number"),
    rejected_invoice("not a number", "250.50", "NaN", "non_finite_number"),
    rejected_invoice("infinity", "250.50", "Infinity", "non_finite_number"),
    rejected_invoice("minus infinity", "250.50", "-inf", "non_finite_number"),
    rejected_invoice("an amount of 1e18", "250.50", "1e18", "amount_too_large"),
    rejected_invoice("an amount of 1e400", "250.50", "1e400", "amount_too_large"),
    rejected_invoice("an amount a cent beyond 10^15", "250.50", "1000000000000000.01", "amount_too_large"),
    rejected_invoice("an amount far below", "250.50", "-1e16", "amount_too_large"),
    clean("exactly 10^15", "250.50", "1000000000000000"),
    clean("scientific notation", "250.50", "2.505e2"),
    clean("a plus sign and spaces around a number", "250.50", " +250.50 "),
    clean("six decimals", "250.50", "250.500049"),
    rejected_invoice("an unknown document type", "invoice,", "bill,", "value_not_in_enumeration"),
    rejected_invoice("a document type in capitals", "invoice,", "INVOICE,", "value_not_in_enumeration"),
    rejected_invoice("a number for a boolean", "true", "1", "unparseable_boolean"),
    rejected_invoice("yes for a boolean", "true", "yes", "unparseable_boolean"),
    clean("a boolean in capitals", "true", "TRUE"),
    rejected_invoice("a credit note above zero", "invoice,", "credit_note,", "wrong_sign"),
    clean("an invoice below zero", "250.50", "-250.50"),
    clean("a currency that no rate knows", "EUR", "XXX"),
    clean("a customer that is not known", "C2", "C999"),
    clean("ids with spaces around them", "I2,C2", " I2 , C2 "),
    one_reject("a negative receipt", "receipts.csv", "250.50", "-250.50", "number_out_of_range"),
    one_reject("terms of half a day", "customers.csv", "45", "45.5", "unparseable_number"),
    one_reject("terms beyond every integer", "customers.csv", "45", "99999999999", "number_out_of_range"),
    Case("whole numbers with decimals of zero", {"customers.csv": good("customers.csv", "45", "45.0")}),
    Case(
        "a line of a product that is not known",
        {"invoice_lines.csv": good("invoice_lines.csv", "I2,1,P1", "I2,1,P999")},
    ),
    one_reject("a line number that is a word", "invoice_lines.csv", "I2,1", "I2,one", "unparseable_number"),
    Case(
        "an allocation above its receipt and invoice",
        {"receipt_allocations.csv": good("receipt_allocations.csv", "80.00", "9999.00")},
    ),
    Case("parents in a circle", {"customers.csv": good("customers.csv", "C1,Acme,,", "C1,Acme,C2,")}),
    Case("an account that is its own parent", {"customers.csv": good("customers.csv", "C1,Acme,,", "C1,Acme,C1,")}),
    Case("a name of 10 kB", {"customers.csv": good("customers.csv", "Acme", "A" * 10_000)}),
    Case("a name that is HTML", {"customers.csv": good("customers.csv", "Acme", "<script>alert(1)</script>")}),
    Case(
        "a name that is a formula", {"customers.csv": good("customers.csv", "Acme", '"=HYPERLINK(""http://x"",""y"")"')}
    ),
    Case("a name that is SQL", {"customers.csv": good("customers.csv", "Acme", "'; drop table raw.customers; --")}),
    Case("a name that is Jinja", {"customers.csv": good("customers.csv", "Acme", "{{ 1 / 0 }}")}),
    Case("names in Chinese, Arabic and pictures", {"customers.csv": good("customers.csv", "Acme", "鑽石 شركة 💎")}),
    Case("an id that holds the separator of keys", {"customers.csv": good("customers.csv", "C3", "C|3")}),
    Case("ids that differ by case", {"customers.csv": good("customers.csv", "C3,Gamma", "c1,Gamma")}),
    Case(
        "shares outside 0 to 1",
        {
            "referrals.csv": "referrer_customer_id,referred_customer_id,referral_date,influence_degree\n"
            "C1,C2,2024-01-01,1.5\nC1,C3,2024-01-01,-0.1\nC2,C3,2024-01-01,1\n"
        },
        {("referrals", "number_out_of_range"): 2},
        GOOD_RECORDS + 1,
    ),
    Case(
        "a rate of zero and one below",
        {
            "exchange_rates.csv": "rate_date,from_currency,to_currency,rate\n"
            "2024-01-01,EUR,USD,0\n2024-01-02,EUR,USD,-1\n"
            "2024-01-03,EUR,USD,1.1\n"
        },
        {("exchange_rates", "number_out_of_range"): 2},
        GOOD_RECORDS + 1,
    ),
    Case(
        "severity outside 1 to 5",
        {
            "customer_events.csv": "event_id,customer_id,event_date,event_type,severity\nE1,C1,2024-01-01,complaint,0\n"
            "E2,C1,2024-01-01,complaint,5\nE3,C1,2024-01-01,praise,\n"
        },
        {("customer_events", "number_out_of_range"): 1, ("customer_events", "value_not_in_enumeration"): 1},
        GOOD_RECORDS + 1,
    ),
]
