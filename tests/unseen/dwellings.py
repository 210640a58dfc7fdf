"""Dwellings on real roads with made-up numbers, how papers and applicants write them, and the dwelling next door."""

import random
import re
from dataclasses import dataclass, replace

DISTRICTS = {
    "黄浦区": ("黄", "310101"),
    "徐汇区": ("徐", "310104"),
    "长宁区": ("长", "310105"),
    "静安区": ("静", "310106"),
    "普陀区": ("普", "310107"),
    "虹口区": ("虹", "310109"),
    "杨浦区": ("杨", "310110"),
    "闵行区": ("闵", "310112"),
    "宝山区": ("宝", "310113"),
    "嘉定区": ("嘉", "310114"),
    "浦东新区": ("浦", "310115"),
    "松江区": ("松", "310117"),
    "青浦区": ("青", "310118"),
}
# Every road lies in one district alone, so that leaving the district out changes nothing.
ROADS = {
    "宝山区": "宝杨路 泰和路 友谊路 华灵路 水产路 锦秋路 盘古路 共富路 牡丹江路 呼兰路 淞滨路 呼玛路 聚丰园路 顾陈路",
    "浦东新区": "张杨路 上南路 下南路 成山路 栖山路 芳华路 海阳路 德平路 博兴路 五莲路 锦绣路 秀沿路 昌里路 金桥路",
    "闵行区": "七莘路 虹莘路 莲花南路 龙茗路 都会路 春申路 江川路 永德路 剑川路 颛兴路 水清路 黎安路 报春路",
    "虹口区": "曲阳路 凉城路 万安路 水电路 广灵四路 丰镇路 玉田路 奎照路 祥德路 保定路 运光路",
    "静安区": "康定路 临汾路 武定路 汾西路 平型关路 闻喜路 延长中路 平顺路 洛川东路 昌平路 万荣路",
    "徐汇区": "零陵路 石龙路 天钥桥路 龙华西路 桂平路 小木桥路 钦州北路 虹漕南路 华发路 龙川北路 田林东路",
    "杨浦区": "控江路 政立路 翔殷路 许昌路 眉州路 殷行路 双阳路 民星路 国权路 延吉中路 开鲁路 国和路",
    "黄浦区": "西藏南路 顺昌路 丽园路 瑞金二路 马当路 打浦路 淡水路 陆家浜路 制造局路 局门路 大林路",
    "嘉定区": "临夏路 靖远路 海波路 德园路 慈竹路 塔城路 丰庄路 博园路",
    "松江区": "九亭大街 同利路 沪亭南路 谷阳北路 涞坊路 荣乐中路 古楼公路 松卫北路",
    "普陀区": "桃浦路 大渡河路 曹杨路 志丹路 石泉路 兰溪路 真光路 枣阳路 岚皋路 怒江路",
    "青浦区": "盈港东路 诸光路 明珠路 高泾路 盈港路 清河湾路",
    "长宁区": "安顺路 剑河路 定西路 天山路 仙霞路 茅台路 水城路 福泉路 虹古路 淞虹路 平塘路",
}
NEIGHBOUR_ROADS = {
    "仙霞路": "仙霞西路",
    "上南路": "下南路",
    "下南路": "上南路",
    "水产路": "水产西路",
    "天钥桥路": "天钥桥南路",
    "张杨路": "张杨北路",
    "昌里路": "昌里东路",
    "沪亭南路": "沪亭北路",
    "盈港路": "盈港东路",
    "盈港东路": "盈港路",
    "莲花南路": "莲花路",
    "钦州北路": "钦州路",
    "康定路": "康定东路",
    "丰庄路": "丰庄北路",
    "龙华西路": "龙华路",
}
ESTATES = [("普陀区", "曹杨"), ("杨浦区", "鞍山"), ("徐汇区", "田林"), ("杨浦区", "长白")]
TOWNS = {
    "江川路": "江川路街道",
    "临汾路": "临汾路街道",
    "殷行路": "殷行街道",
    "友谊路": "友谊路街道",
    "曲阳路": "曲阳路街道",
    "田林东路": "田林街道",
    "九亭大街": "九亭镇",
    "顾陈路": "顾村镇",
}
PARTS = ["二层前楼", "二层后楼", "三层阁", "底层前客堂", "底层后客堂", "二层亭子间", "三层亭子间"]
OTHER_PART = {
    "二层前楼": "二层后楼",
    "二层后楼": "二层前楼",
    "三层阁": "二层前楼",
    "底层前客堂": "底层后客堂",
    "底层后客堂": "底层前客堂",
    "二层亭子间": "三层亭子间",
    "三层亭子间": "二层亭子间",
}


@dataclass(frozen=True)
class Home:
    district: str
    road: str
    lane: int = 0
    sublane: int = 0
    number: str = ""
    room: str = ""

    def street(self, lane_word: str = "支弄") -> str:
        """Road to door number, as 坐落 prints it."""
        lane = (f"{self.lane}弄" if self.lane else "") + (f"{self.sublane}{lane_word}" if self.sublane else "")
        return f"{self.road}{lane}{self.number}号"

    def room_text(self) -> str:
        """The room with 室 where it is a number; parts of old houses (二层前楼) stay as they are."""
        return self.room + "室" if self.room and self.room[0].isdigit() else self.room

    def full(self, prefix: str = "上海市") -> str:
        return prefix + self.district + self.street() + self.room_text()


def room_number(rng: random.Random, tall: bool) -> str:
    return f"{rng.randrange(2, 29) if tall else rng.randrange(1, 7)}{rng.randrange(1, 9):02d}"


def home(rng: random.Random) -> Home:
    district = rng.choice(list(ROADS))
    road = rng.choice(ROADS[district].split())
    lane, number, tall = rng.randrange(18, 2400), str(rng.randrange(1, 129)), rng.random() < 0.45
    style = rng.random()
    if style < 0.13:
        return Home(district, road, number=str(rng.randrange(20, 1990)), room=room_number(rng, tall))
    if style < 0.19:
        return Home(district, road, lane, rng.randrange(2, 30), str(rng.randrange(1, 40)), room_number(rng, False))
    if style < 0.26:
        area, estate = rng.choice(ESTATES)
        return Home(area, f"{estate}{rng.choice('一二三四五六七八')}村", number=number, room=room_number(rng, False))
    if style < 0.31:
        return Home(district, road, lane, number=number, room=room_number(rng, tall) + rng.choice("AB"))
    if style < 0.35:
        return Home(district, road, lane, number=number + rng.choice("甲乙"), room=room_number(rng, False))
    return Home(district, road, lane, number=number, room=room_number(rng, tall))


def old_lane_house(rng: random.Random) -> Home:
    district = rng.choice(["黄浦区", "静安区", "虹口区", "徐汇区", "长宁区"])
    return Home(district, rng.choice(ROADS[district].split()), rng.randrange(20, 900), number=str(rng.randrange(1, 60)), room=rng.choice(PARTS))


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


def declared(rng: random.Random, h: Home) -> str:
    """The same home as an applicant types it: notation only, nothing that leaves a doubt."""
    prefix = rng.choice(
        ["上海市" + h.district] * 5
        + ["上海" + h.district, h.district, "上海市", h.district.replace("区", "") if h.district != "浦东新区" else "浦东新区"]
    )
    town = TOWNS.get(h.road, "") if rng.random() < 0.3 else ""
    if prefix == "上海市":
        town = ""
    street, room = h.street(), h.room_text()
    style = rng.random()
    if room.endswith("室"):
        if style < 0.10:
            room = room[:-1]
        elif style < 0.15:
            room = room[:-1] + "房"
        elif style < 0.19 and street[-2:-1].isdigit() and street.endswith("号"):
            street = street[:-1] + "#"
        elif style < 0.23:
            room = " " + room
    text = prefix + town + street + room
    if 0.3 < style < 0.37:
        text = full_width(text)
    return text


def _swap_digits(rng: random.Random, digits: str) -> str:
    places = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1] and digits[i + 1].isdigit() and not (i == 0 and digits[1] == "0")]
    if not places:
        return _change_digit(rng, digits)
    i = rng.choice(places)
    return digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]


def _change_digit(rng: random.Random, digits: str) -> str:
    i = rng.choice([i for i, c in enumerate(digits) if c.isdigit()])
    looks = {"1": "7", "7": "1", "3": "8", "8": "3", "5": "6", "6": "5", "0": "8", "9": "4", "4": "9", "2": "7"}
    changed = digits[:i] + looks[digits[i]] + digits[i + 1 :]
    return changed if not changed.startswith("0") else "1" + changed


def near_miss(rng: random.Random, h: Home) -> Home:
    """A home that is certainly another one and looks almost the same."""
    ways = (
        ["number", "number"] + ["room", "room", "swap"] * (h.room[:1].isdigit()) + ["lane", "lane"] * bool(h.lane) + ["sublane"] * 2 * bool(h.sublane)
    )
    ways += (
        ["part"] * 4 * (h.room in OTHER_PART)
        + ["road"] * 3 * (h.road in NEIGHBOUR_ROADS)
        + ["village"] * 2 * h.road.endswith("村")
        + ["letter"] * 2 * (h.room[-1:] in "AB" and bool(h.room))
    )
    ways += ["block"] * 2 * isinstance(h, Dormitory)
    way = rng.choice(ways)
    changes = {
        "number": lambda: {"number": _change_digit(rng, h.number)},
        "room": lambda: {"room": _change_digit(rng, h.room)},
        "swap": lambda: {"room": _swap_digits(rng, h.room)},
        "lane": lambda: {"lane": int(rng.choice([_swap_digits, _change_digit])(rng, str(h.lane)))},
        "sublane": lambda: {"sublane": h.sublane + 1},
        "part": lambda: {"room": OTHER_PART[h.room]},
        "road": lambda: {"road": NEIGHBOUR_ROADS[h.road]},
        "village": lambda: {"road": h.road[:-2] + rng.choice([c for c in "一二三四五六七八" if c != h.road[-2]]) + "村"},
        "block": lambda: {"block": re.sub(r"\d", lambda d: str(int(d[0]) % 8 + 1), h.block)},
        "letter": lambda: {"room": h.room[:-1] + ("B" if h.room[-1] == "A" else "A")},
    }
    other = replace(h, **changes[way]())
    return other if other != h else near_miss(rng, h)


@dataclass(frozen=True)
class Dormitory(Home):
    """A bed in a unit's own grounds: a door number, a building inside and a room; never a lane."""

    block: str = ""

    def street(self, lane_word: str = "支弄") -> str:
        return f"{self.road}{self.number}号{self.block}"


def dormitory(rng: random.Random) -> Dormitory:
    district = rng.choice(["松江区", "嘉定区", "闵行区", "宝山区", "浦东新区", "青浦区"])
    block = rng.choice(["{}号楼", "{}号宿舍楼", "职工宿舍{}号楼", "{}幢"]).format(rng.randrange(1, 9))
    return Dormitory(district, rng.choice(ROADS[district].split()), number=str(rng.randrange(100, 5800)), room=room_number(rng, False), block=block)
