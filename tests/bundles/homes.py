"""Homes that do not exist on roads that do, how they are written, and the homes next door."""

import re
from dataclasses import dataclass, replace

DISTRICTS = {
    "黄浦区": ("310101", "黄"), "徐汇区": ("310104", "徐"), "长宁区": ("310105", "长"), "静安区": ("310106", "静"), "普陀区": ("310107", "普"),
    "虹口区": ("310109", "虹"), "杨浦区": ("310110", "杨"), "闵行区": ("310112", "闵"), "宝山区": ("310113", "宝"), "嘉定区": ("310114", "嘉"),
    "浦东新区": ("310115", "浦"), "松江区": ("310117", "松"), "青浦区": ("310118", "青"), "奉贤区": ("310120", "奉"), "金山区": ("310116", "金"),
}
# Roads with the street or town they run through, and a real road nearby that reads almost alike.
ROADS = {
    "黄浦区": {"town": "五里桥街道", "局门路": None, "蒙自路": "蒙自西路", "鲁班路": None, "新昌路": None},
    "徐汇区": {"town": "田林街道", "田林路": "田林东路", "钦州路": "钦州北路", "宛平南路": "宛平路", "柳州路": None, "上中西路": "上中路", "梅陇路": "梅陇西路"},
    "长宁区": {"town": "仙霞新村街道", "仙霞路": "仙霞西路", "天山路": "天山西路", "水城路": "水城南路", "泉口路": None, "福泉路": "福泉北路"},
    "静安区": {"town": "彭浦镇", "汶水东路": "汶水路", "灵石路": None, "延长路": "延长西路", "万荣路": None, "平顺路": None, "保德路": None},
    "普陀区": {"town": "石泉路街道", "石泉路": "石泉东路", "岚皋路": "岚皋西路", "怒江路": "怒江北路", "宜川路": None, "延川路": None},
    "虹口区": {"town": "曲阳路街道", "玉田路": None, "广中路": "广中西路", "临平北路": "临平路", "欧阳路": None, "奎照路": None},
    "杨浦区": {"town": "五角场街道", "国权路": "国权北路", "政通路": None, "包头路": "包头南路", "开鲁路": None, "民府路": None, "国和路": None},
    "闵行区": {"town": "莘庄镇", "莘松路": None, "莲花南路": "莲花路", "银都路": "银都西路", "颛兴路": "颛兴东路", "报春路": None, "莘朱路": "莘朱东路"},
    "宝山区": {"town": "大场镇", "殷高西路": "殷高路", "呼玛路": None, "长江西路": "长江南路", "通河路": None, "真华路": None, "聚丰园路": None},
    "嘉定区": {"town": "江桥镇", "丰庄西路": "丰庄北路", "墨玉路": "墨玉北路", "嘉年路": None, "城中路": "城中东路"},
    "浦东新区": {"town": "花木街道", "潍坊路": "潍坊西路", "张杨路": "张杨北路", "南泉路": "南泉北路", "锦绣路": None, "妙境路": "妙境北路", "康桥路": "康桥东路", "临沂路": "临沂北路"},
    "松江区": {"town": "方松街道", "乐都路": "乐都西路", "思贤路": None, "沪亭北路": "沪亭南路", "辰塔路": None},
    "青浦区": {"town": "盈浦街道", "盈港路": "盈港东路", "华青路": "华青南路", "青安路": None},
    "奉贤区": {"town": "南桥镇", "解放东路": None, "环城东路": None, "肖塘路": None},
    "金山区": {"town": "石化街道", "蒙山北路": None, "卫清西路": None, "龙胜路": None},
}
ESTATES = ["华庭苑", "锦秋花园", "金色水岸", "明珠新苑", "阳光名邸", "嘉怡苑", "春申景城", "秀枫翠谷", "和源名城"]
CHINESE = "零一二三四五六七八九十"


@dataclass
class Home:
    district: str
    road: str
    lane: str = ""
    branch: str = ""
    number: str = ""
    suffix: str = "号"
    floor: str = ""
    room: str = ""
    part: str = ""

    @property
    def site(self) -> str:
        """Up to the house, without the district."""
        return self.road + (f"{self.lane}弄" if self.lane else "") + (f"{self.branch}支弄" if self.branch else "") + self.number + self.suffix

    @property
    def inside(self) -> str:
        """The room or the part of the house, as 室号部位 prints it."""
        return self.room or self.part

    @property
    def unit(self) -> str:
        return f"{self.room}室" if self.room else self.part

    @property
    def full(self) -> str:
        return f"上海市{self.district}{self.site}{self.unit}"


def home(rng, kind=None) -> Home:
    district = rng.choice(list(ROADS) + ["浦东新区", "浦东新区", "闵行区", "徐汇区", "宝山区"])
    road = rng.choice([r for r in ROADS[district] if r != "town"])
    kind = kind or rng.choices(["lane", "street", "branch", "old", "block", "letter"], [50, 14, 8, 9, 9, 10])[0]
    floor = rng.randrange(2, 7) if rng.random() < 0.55 else rng.randrange(7, 29)
    room = f"{floor}{rng.randrange(1, 9):02d}" + (rng.choice("AB") if rng.random() < 0.07 else "")
    lane, number = str(rng.randrange(21, 1980)), str(rng.randrange(2, 130))
    if kind == "street":
        return Home(district, road, number=str(rng.randrange(31, 2900)), floor=str(floor), room=room)
    if kind == "branch":
        return Home(district, road, lane, str(rng.randrange(2, 30)), number, floor="", room=f"{rng.randrange(1, 7)}0{rng.randrange(1, 7)}")
    if kind == "old":
        part = rng.choice(["底层", "二层前楼", "三层后楼", "底层前客堂", "二层亭子间", "底层后间"])
        return Home(district, road, lane, number=number, suffix="号" if rng.random() < 0.6 else rng.choice(["号甲", "号乙"]), part=part)
    if kind == "block":
        return Home(district, road, lane, number=number, suffix="幢", floor=str(floor), room=room)
    if kind == "letter":
        return Home(district, road, lane, number=number, suffix=rng.choice(["号甲", "号乙", "号"]), room=f"{rng.randrange(1, 7)}0{rng.randrange(1, 7)}")
    return Home(district, road, lane, number=number, floor=str(floor), room=room)


def works_home(rng) -> Home:
    """A room in a unit's own dormitory: no flat in an estate."""
    district = rng.choice(["松江区", "嘉定区", "青浦区", "奉贤区", "闵行区", "宝山区", "浦东新区", "金山区"])
    road = rng.choice([r for r in ROADS[district] if r != "town"])
    building = rng.choice(["号{n}号楼", "号职工宿舍{n}号楼", "号{n}幢", "号员工宿舍{n}幢"]).format(n=rng.randrange(1, 9))
    return Home(district, road, number=str(rng.randrange(108, 3900)), suffix=building, room=f"{rng.randrange(1, 7)}{rng.randrange(1, 30):02d}")


def _digit(rng, text: str) -> str:
    """One digit other, or two exchanged, never a zero in front."""
    while True:
        i = rng.randrange(len(text))
        if not text[i].isdigit():
            continue
        if rng.random() < 0.2 and i and text[i - 1].isdigit():
            new = text[: i - 1] + text[i] + text[i - 1] + text[i + 1 :]
        else:
            new = text[:i] + rng.choice("0123456789") + text[i + 1 :]
        if new != text and new[0] != "0":
            return new


PARTS = {"底层": "二层", "二层前楼": "二层后楼", "三层后楼": "三层前楼", "底层前客堂": "底层后客堂", "二层亭子间": "三层亭子间", "底层后间": "底层前间"}


def other_home(rng, home: Home):
    """The home next door, and which step of the address it differs in."""
    steps = [s for s in ("room", "number", "lane", "branch", "road", "part", "suffix", "letter", "district") if _can(home, s)]
    step = rng.choice(steps + ["room"] * bool(home.room))
    if step == "road":
        return replace(home, road=ROADS[home.district][home.road]), step
    if step == "part":
        return replace(home, part=PARTS[home.part]), step
    if step == "suffix":
        return replace(home, suffix="号乙" if home.suffix == "号甲" else "号甲"), step
    if step == "letter":
        return replace(home, room=home.room[:-1] + ("B" if home.room[-1] == "A" else "A")), step
    if step == "district":
        return replace(home, district=rng.choice([d for d in DISTRICTS if d != home.district and home.road not in ROADS[d]])), step
    return replace(home, **{step: _digit(rng, getattr(home, step))}), step


def _can(home: Home, step: str) -> bool:
    if step == "road":
        return bool(ROADS[home.district].get(home.road))
    if step == "suffix":
        return home.suffix in ("号甲", "号乙")
    if step == "letter":
        return home.room[-1:] in ("A", "B")
    return step == "district" or bool(getattr(home, step))


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() or c in "AB" else c for c in text)


def site_text(rng, home: Home, plain=False) -> str:
    """The address to the house, in one of the notations a paper may have."""
    town = ROADS[home.district]["town"]
    head = rng.choice(["", "上海市" + home.district, home.district, home.district, "上海市" + home.district + town if rng.random() < 0.3 else "上海市" + home.district])
    site = home.site
    if home.suffix in ("号甲", "号乙") and rng.random() < 0.4:
        site = site[:-2] + site[-1] + "号"
    if rng.random() < 0.08 and not plain:
        site = wide(site)
    return head + site


def inside_text(rng, home: Home, bare=True) -> str:
    """What is inside the house, as a separate cell or the end of one line prints it."""
    if home.part:
        return home.part.replace("底层", "一层") if rng.random() < 0.2 else home.part
    room = home.room if bare and rng.random() < 0.7 else home.room + "室"
    if home.floor and home.room.startswith(home.floor) and len(home.room) - len(home.floor) >= 2 and rng.random() < 0.1:
        return f"{home.floor}层{home.room}室"
    return room


def join(site: str, inside: str) -> str:
    return site + inside + ("室" if re.fullmatch(r"[0-9０-９]+[A-ZＡＢ]?", inside) else "")


def line_text(rng, home: Home) -> str:
    """The whole address in one line."""
    return site_text(rng, home) + inside_text(rng, home, bare=False)


def declared_text(rng, home: Home) -> str:
    """What an applicant types: often the district, now and then an estate's name or spaces."""
    head = rng.choice(["上海市" + home.district] * 4 + [home.district, "上海市", "", "上海" + home.district])
    if rng.random() < 0.12:
        head += ROADS[home.district]["town"] if home.district in head else ""
    site, unit = home.site, home.unit
    roll = rng.random()
    if roll < 0.10 and home.room:
        unit = home.room
    elif roll < 0.16 and home.room:
        unit = home.room + "房"
    elif roll < 0.22:
        site, unit = wide(site), wide(unit)
    elif roll < 0.28 and home.suffix in ("号甲", "号乙"):
        site = site[:-2] + site[-1] + "号"
    elif roll < 0.34 and home.lane:
        site = f"{home.road} {site[len(home.road):]}"
        unit = " " + unit
    elif roll < 0.40 and home.part:
        unit = unit.replace("底层", "一层").replace("二层", "二楼")
    elif roll < 0.46 and home.branch:
        site = site.replace("支弄", "弄")
    elif roll < 0.50 and home.floor and home.room.startswith(home.floor):
        unit = f"{home.floor}层{home.room}室"
    return head + site + unit


def bare(text: str) -> str:
    """A short form that is equal for all notations used here."""
    import unicodedata

    text = unicodedata.normalize("NFKC", text).replace(" ", "")
    text = re.sub(r"^上海市?", "", text)
    for district in DISTRICTS:
        text = text.removeprefix(district)
    for roads in ROADS.values():
        if text.startswith(roads["town"]) and roads["town"] + "路" not in text:
            rest = text[len(roads["town"]) :]
            text = rest if any(rest.startswith(r) for d in ROADS.values() for r in d if r != "town") else text
    text = re.sub(r"(\d)号([甲乙])", r"\1\2号", text)
    text = text.replace("支弄", "弄").replace("一层", "底层").replace("二楼", "二层").replace("三楼", "三层")
    text = re.sub(r"(?<=[号幢弄楼])\d+层(?=\d)", "", text)
    return re.sub(r"[室房]$", "", text)
