"""The customers that make each question of the warehouse interesting: they stand first in every landing folder."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Character:
    """One customer with traits of its own; what is not named here is drawn like anybody's."""

    role: str
    name: str
    industry: int
    country: str
    currency: int
    traits: dict[str, float] = field(default_factory=dict)
    pause: tuple[str, str] | None = None


CHARACTERS = (
    Character("state_giant", "Formosa Grid Power Corporation 台灣電網電力", 2, "TW", 2,
              dict(size=1.6, rate=7, growth=0.0, delay=38, spread=4, own_revenue=19e9, influence=88)),
    Character("huge_but_thin", "Meridian Semiconductor Foundry Inc.", 0, "US", 0,
              dict(size=13.5, rate=22, growth=0.03, discount=0.425, delay=2, own_revenue=14e9, influence=82, remit=1)),
    Character("rising_but_losing_share", "Baltic Polymers AG", 1, "DE", 1,
              dict(size=3.2, rate=15, growth=0.08, discount=0.10, delay=1, own_revenue=2.4e9, influence=61)),
    Character("pays_without_advice", "Orion Foods Group Ltd", 3, "GB", 0,
              dict(size=3.0, rate=16, growth=0.05, discount=0.12, delay=3, own_revenue=3.1e9, influence=55, remit=0)),
    Character("diamond_with_complaint", "Hsinchu Advanced Wafer Co., Ltd. 新竹先進晶圓", 0, "TW", 2,
              dict(size=7.6, rate=21, growth=0.14, discount=0.03, delay=-4, spread=3, own_revenue=5.2e9, influence=91)),
    Character("quiet_diamond", "Nordhaven Pharma Group B.V.", 4, "NL", 1,
              dict(size=7.2, rate=19, growth=0.12, discount=0.02, delay=-3, spread=3, own_revenue=4.4e9, influence=84)),
    Character("problem_and_back", "Castlerock Mining Ltd", 6, "GB", 0,
              dict(size=2.4, rate=12, growth=0.02, delay=8, own_revenue=0.9e9, influence=40)),
    Character("lapsed_and_back", "Tannenberg Dairy GmbH", 3, "DE", 1,
              dict(size=1.6, rate=10, growth=0.03, delay=0, own_revenue=0.4e9, influence=30),
              ("2023-02-01", "2025-02-28")),
    Character("price_fought_for_nothing", "Saltaire Specialty Materials Ltd", 1, "GB", 0,
              dict(size=2.2, rate=11, growth=0.06, discount=0.24, delay=1, own_revenue=0.8e9, influence=45)),
    Character("price_ignored", "Westbrook Water Utilities Inc.", 5, "US", 0,
              dict(size=2.1, rate=11, growth=-0.02, discount=0.02, delay=4, own_revenue=1.1e9, influence=50)),
    Character("insolvent", "Redcliff Dockworks Ltd", 7, "GB", 0,
              dict(size=1.5, rate=9, growth=0.0, delay=20, own_revenue=0.2e9, influence=20)),
    Character("in_the_news", "Pingtung Beverages Co., Ltd. 屏東飲料", 3, "TW", 2,
              dict(size=1.7, rate=10, growth=0.09, delay=2, own_revenue=0.6e9, influence=48)),
    Character("rising_star", "Kestrel Biologics Inc.", 4, "US", 0,
              dict(size=1.4, rate=11, growth=0.45, discount=0.05, delay=-2, spread=3, own_revenue=1.5e9, influence=66)),
    Character("fading", "Ironbridge Turbine Stations Ltd", 2, "GB", 0,
              dict(size=4.0, rate=13, growth=-0.28, discount=0.14, delay=6, own_revenue=2.0e9, influence=58)),
    Character("standard_setter", "Lorraine Standards Laboratories SA", 4, "FR", 1,
              dict(size=0.35, rate=6, growth=0.04, discount=0.08, delay=-1, own_revenue=0.3e9, influence=97)),
    Character("paying_head", "Vestfold Marine Holdings B.V.", 7, "NL", 1,
              dict(size=1.8, rate=9, growth=0.04, delay=2, own_revenue=1.2e9, influence=52)),
)  # fmt: skip
PROBLEM_YEAR = ("2024-02-01", "2024-12-31", "2025-03-10")  # nothing due between the first two is paid before the third


def index_of(role: str) -> int:
    """Position of a character among the customers."""
    return next(i for i, character in enumerate(CHARACTERS) if character.role == role)
