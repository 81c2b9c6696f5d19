"""Company and people names: invented, in English, some with Traditional Chinese characters."""

import numpy as np

FIRST = [
    "Aldergate",
    "Ashcombe",
    "Bergmark",
    "Brightwater",
    "Calderon",
    "Castellane",
    "Corvane",
    "Dunmore",
    "Eastmoor",
    "Elbrook",
    "Fairhaven",
    "Ferrum",
    "Glenrock",
    "Greyfell",
    "Halden",
    "Harrowgate",
    "Ironbridge",
    "Jutland",
    "Kestrel",
    "Kirkwall",
    "Lindqvist",
    "Lorraine",
    "Marlowe",
    "Millbrook",
    "Norrland",
    "Northgate",
    "Oakhurst",
    "Orland",
    "Pembroke",
    "Pinecrest",
    "Quarrington",
    "Ravensworth",
    "Redcliff",
    "Rheinau",
    "Saltaire",
    "Silvermere",
    "Stonebridge",
    "Tannenberg",
    "Thornbury",
    "Umbra",
    "Valmont",
    "Vestfold",
    "Waldheim",
    "Westbrook",
    "Winterthal",
    "Yarrow",
    "Zeeland",
    "Zircon",
]
TAIWAN = (
    ("Kaohsiung", "高雄"), ("Tainan", "台南"), ("Hsinchu", "新竹"), ("Taichung", "台中"), ("Keelung", "基隆"),
    ("Changhua", "彰化"), ("Pingtung", "屏東"), ("Yilan", "宜蘭"), ("Taoyuan", "桃園"), ("Hualien", "花蓮"),
    ("Chiayi", "嘉義"), ("Miaoli", "苗栗"),
)  # fmt: skip
# One word of business for each industry, in the order of settings.INDUSTRIES.
BUSINESS = (
    (("Semiconductor", "半導體"), ("Microdevices", "微電子"), ("Wafer Works", "晶圓")),
    (("Chemical", "化工"), ("Polymers", "聚合物"), ("Specialty Materials", "特用材料")),
    (("Power", "電力"), ("Energy", "能源"), ("Turbine Stations", "汽電")),
    (("Foods", "食品"), ("Beverages", "飲料"), ("Dairy", "乳業")),
    (("Pharma", "製藥"), ("Biologics", "生技"), ("Laboratories", "藥品")),
    (("Water", "水務"), ("Utilities", "公用事業"), ("Desalination", "海水淡化")),
    (("Mining", "礦業"), ("Minerals", "礦產"), ("Quarries", "採石")),
    (("Shipyards", "造船"), ("Marine", "海事"), ("Dockworks", "船塢")),
)
FORMS = {"US": "Inc.", "DE": "GmbH", "FR": "SA", "NL": "B.V.", "GB": "Ltd", "SG": "Pte Ltd", "TW": "Co., Ltd."}
SUFFIXES = ("", " Group", " Industries", " International", " Holdings", " Works")
GIVEN = [
    "Anna",
    "Benjamin",
    "Clara",
    "David",
    "Elena",
    "Frank",
    "Grace",
    "Henry",
    "Ingrid",
    "James",
    "Karin",
    "Lukas",
    "Mei",
    "Noah",
    "Olivia",
    "Peter",
]
FAMILY = [
    "Abbott",
    "Berger",
    "Chen",
    "Dupont",
    "Evans",
    "Fischer",
    "Grant",
    "Huang",
    "Ito",
    "Jansen",
    "Keller",
    "Lin",
    "Moreau",
    "Novak",
    "Ortiz",
    "Wang",
]


def company_names(stream: np.random.Generator, industry: np.ndarray, country: list[str]) -> list[str]:
    """One name for each company, all different."""
    used: dict[str, int] = {}
    result = []
    draws = stream.integers(0, 1 << 30, (len(industry), 4))
    for (first, business, suffix, chinese), sector, land in zip(
        draws.tolist(), industry.tolist(), country, strict=True
    ):
        trade = BUSINESS[sector][business % 3]
        if land == "TW":
            place = TAIWAN[first % len(TAIWAN)]
            name = f"{place[0]} {trade[0]}{SUFFIXES[suffix % 6]} {FORMS[land]}"
            if chinese % 2:
                name = f"{name} {place[1]}{trade[1]}"
        else:
            name = f"{FIRST[first % len(FIRST)]} {trade[0]}{SUFFIXES[suffix % 6]} {FORMS[land]}"
        used[name] = used.get(name, 0) + 1
        result.append(name if used[name] == 1 else f"{name[: name.rfind(' ')]} {used[name]}{name[name.rfind(' ') :]}")
    return result


def person_names(count: int) -> list[str]:
    """Different names as far as there are any, then numbered."""
    pairs = [f"{GIVEN[i % 16]} {FAMILY[(i * 5 + i // 16) % 16]}" for i in range(count)]
    return [name if i < 256 else f"{name} {i // 256 + 1}" for i, name in enumerate(pairs)]
