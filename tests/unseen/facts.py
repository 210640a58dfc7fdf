"""What is true about one application's home and people before any paper is printed."""

import datetime as dt
import random
from dataclasses import dataclass, field

import people
from dwellings import DISTRICTS, Home, full_width

RESIDENTIAL = {
    "new": [
        ("住宅", "居住"),
        ("住宅", "居住"),
        ("住宅", "居住"),
        ("城镇住宅用地", "住宅"),
        ("住宅用地", "成套住宅"),
        ("城镇住宅用地", "成套住宅"),
        ("住宅", "花园住宅"),
    ],
    "old": [("住宅用地", "居住"), ("住宅", "居住"), ("住宅用地", "居住"), ("住宅", "新式里弄"), ("住宅用地", "居住")],
    "lease": [("", "居住"), ("", "居住"), ("", "住宅"), ("", "居住用房")],
}
OTHER_USES = {
    "new": [
        ("其它商服用地", "办公"),
        ("商业用地", "商业"),
        ("住宅", "店铺"),
        ("商务金融用地", "办公"),
        ("工业用地", "厂房"),
        ("住宅", "商业"),
        ("商业、办公", "公寓式办公"),
        ("住宿餐饮用地", "酒店式公寓"),
        ("科研设计用地", "科研"),
    ],
    "old": [("商业", "店铺"), ("综合", "办公"), ("工业用地", "厂房"), ("住宅用地", "商业"), ("住宅用地", "非居住"), ("仓储用地", "仓储")],
    "lease": [("", "非居住"), ("", "办公"), ("", "商业"), ("", "经营"), ("", "仓储")],
}
MIXED_USES = {
    "new": [("综合用地", "商住"), ("住宅/商业", "居住/办公"), ("综合用地", "综合"), ("住宅", "居住、商业")],
    "old": [("综合", "商住"), ("综合用地", "综合")],
    "lease": [("", "商住"), ("", "居住/办公"), ("", "综合")],
}
TYPES = {
    "居住": ["公寓", "公寓", "新工房", "高层"],
    "住宅": ["公寓", "钢混", "成套住宅"],
    "办公": ["办公楼", "公寓"],
    "商业": ["店铺", "商场"],
    "店铺": ["店铺", "公寓"],
    "厂房": ["工厂"],
    "花园住宅": ["花园住宅"],
    "新式里弄": ["新式里弄"],
}


@dataclass
class Facts:
    rng: random.Random
    printed: Home  # the home as the paper has it
    applicant: str
    applicant_id: str
    today: dt.date
    holders: list  # owners or tenants as the paper has them
    usage: str = "居住"
    usage_class: str = "residential"
    land_usage: str = "住宅"
    relation: str = "self"
    relative: str = ""  # the near relative who owns or rents, where the applicant does not
    building_type: str = "公寓"
    co_ownership: str = "单独所有"
    flags: set = field(default_factory=set)  # what a fault asks of a layout: "no_seal", "no_department", "annex_missing"
    start: dt.date = None
    end: dt.date = None
    issued: dt.date = None
    landlord: str = ""
    issuer: str = ""
    department: str = ""
    certificate: str = ""
    unit_number: str = ""
    filing: str = ""
    area: str = ""
    person_id: str = ""  # identity number of the tenant or resident
    prefix: str = "上海市"
    agent: tuple = ()  # name, identity number and kinship of who applies in the applicant's place

    def holder_text(self, joint: str = "、") -> str:
        return joint.join(self.holders)

    def street(self, lane_word: str = "支弄") -> str:
        return self._width(self.printed.street(lane_word))

    def room(self) -> str:
        return self._width(self.printed.room)

    def room_text(self) -> str:
        return self._width(self.printed.room_text())

    def whole(self, prefix: str = "") -> str:
        return prefix + self.street() + self.room_text()

    def _width(self, text: str) -> str:
        return full_width(text) if "full_width" in self.flags else text

    def lot(self) -> str:
        seed = random.Random(self.certificate + self.unit_number)
        return f"{self.printed.district}{seed.randrange(10, 480)}街坊{seed.randrange(1, 60)}/{seed.randrange(1, 9)}丘"


def usage_for(rng: random.Random, family: str, which: str) -> tuple:
    """Land use and house use of a kind: residential, non_residential or mixed."""
    return rng.choice({"residential": RESIDENTIAL, "non_residential": OTHER_USES, "mixed": MIXED_USES}[which][family])


def building_type(rng: random.Random, usage: str) -> str:
    return rng.choice(TYPES.get(usage, ["公寓"]))


def certificate_number(rng: random.Random, district: str, issued: dt.date, old: bool) -> str:
    letter = DISTRICTS[district][0]
    if old:
        brackets = rng.choice(["（）", "()"])
        return f"沪房地{letter}字{brackets[0]}{issued.year}{brackets[1]}第{rng.randrange(1000, 99999):06d}号"
    return f"沪（{issued.year}）{letter}字不动产权第{rng.randrange(1000, 99999):06d}号"


def unit_number(rng: random.Random, district: str) -> str:
    """Six digits of the district, six of the cadastral area, seven of the lot, nine of the building and unit."""
    return f"{DISTRICTS[district][1]}{rng.randrange(1, 30):03d}{rng.randrange(1, 99):03d}GB{rng.randrange(1, 999):05d}F{rng.randrange(1, 99):04d}{rng.randrange(1, 400):04d}"


def filing_number(rng: random.Random, district: str, year: int) -> str:
    return rng.choice(
        [
            f"{year}{DISTRICTS[district][1][4:]}{rng.randrange(10**7):08d}",
            f"沪{DISTRICTS[district][0]}租备{year}{rng.randrange(10**6):06d}",
            f"SH{year}{rng.randrange(10**8):09d}",
        ]
    )


def owners(rng: random.Random, first: str) -> tuple:
    """The first owner, perhaps with others, and how they own."""
    if rng.random() < 0.62:
        return [first], rng.choice(["单独所有", "单独所有", "单独所有"])
    names = [first] + [people.name(rng) for _ in range(rng.choice([1, 1, 2]))]
    rng.shuffle(names)
    return names, rng.choice(["共同共有", "共同共有", "按份共有"])
