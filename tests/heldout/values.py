"""Fictitious people, units and dwellings, and numbers of the right structure.

Road names are public facts; every person, unit, flat, certificate and telephone number is made up.
"""

import datetime as dt
from dataclasses import dataclass, replace

# District: (administrative code, character in certificate numbers, roads as "name" or "name@town").
DISTRICTS = {
    "黄浦区": ("310101", "黄", "蒙自路 局门路 瞿溪路 丽园路 斜土东路 大吉路 河南南路 陆家浜路 西藏南路@五里桥街道 制造局路"),
    "徐汇区": ("310104", "徐", "龙吴路@华泾镇 天钥桥路 零陵路 柳州路 田林东路@田林街道 钦州北路 漕宝路 百色路@长桥街道 上中西路 宛平南路"),
    "长宁区": ("310105", "长", "仙霞路@仙霞新村街道 仙霞西路@新泾镇 茅台路 玉屏南路@天山路街道 芙蓉江路 安龙路 法华镇路 新渔路 天山支路 番禺路"),
    "静安区": ("310106", "静", "阳曲路@彭浦新村街道 平型关路 临汾路 场中路 原平路@彭浦镇 保德路 永和路 共和新路 武宁南路 延长中路"),
    "普陀区": ("310107", "普", "梅川路 铜川路 宜川路@宜川路街道 金沙江路 怒江北路@长征镇 真北支路 桃浦路 祁连山南路 枣阳路 中山北路"),
    "虹口区": ("310109", "虹", "凉城路@凉城新村街道 大连西路 车站南路 广粤路 水电路 密云路 曲阳路 临平北路 海伦路 玉田路"),
    "杨浦区": ("310110", "杨", "政立路@五角场街道 国和路 长海路 延吉中路@延吉新村街道 双阳北路 松花江路 控江路 包头路 民星路 内江路"),
    "闵行区": ("310112", "闵", "漕宝路@七宝镇 莘松路@莘庄镇 疏影路 古美路 龙茗路 平阳路 虹莘路 都市路 报春路 银都路"),
    "宝山区": ("310113", "宝", "殷高西路@高境镇 通河路 呼玛路 长江西路@淞南镇 环镇北路@大场镇 聚丰园路 共富路@顾村镇 菊联路 牡丹江路 同济路"),
    "嘉定区": ("310114", "嘉", "德华路@南翔镇 金沙江西路@江桥镇 塔城路 清河路 墨玉南路@安亭镇 曹安公路 迎园路 众仁路 洪德路 新成路"),
    "浦东新区": ("310115", "浦", "羽山路 灵山路 浦三路 上南路 齐河路@上钢新村街道 云台路 博兴路 张杨北路 川沙路@川沙新镇 三林路@三林镇 东靖路 莱阳路 丁香路 锦绣路"),
    "金山区": ("310116", "金", "蒙山路@石化街道 卫清西路 龙胜路 板桥西路 大堤路"),
    "松江区": ("310117", "松", "谷阳北路 荣乐中路 九杜路@九亭镇 涞坊路@九亭镇 人民北路 文诚路 新松江路"),
    "青浦区": ("310118", "青", "诸光路@徐泾镇 明珠路@徐泾镇 公园路 青安路 盈港路 华科路"),
    "奉贤区": ("310120", "奉", "南奉公路@南桥镇 古华路 环城东路 解放中路 贝港南路"),
    "崇明区": ("310151", "崇", "东门路@城桥镇 北门路 鳌山路 翠竹路"),
}
# Roads that are easily taken for one another; both exist.
NEIGHBOURS = [
    ("仙霞路", "仙霞西路"), ("漕宝路", "漕东路"), ("田林东路", "田林路"), ("斜土东路", "斜土路"),
    ("钦州北路", "钦州路"), ("怒江北路", "怒江路"), ("延吉中路", "延吉东路"), ("双阳北路", "双阳路"),
    ("大连西路", "大连路"), ("殷高西路", "殷高东路"), ("长江西路", "长江南路"), ("张杨北路", "张杨路"),
    ("天山支路", "天山路"), ("祁连山南路", "祁连山路"), ("上中西路", "上中路"), ("荣乐中路", "荣乐东路"),
    ("谷阳北路", "谷阳南路"), ("卫清西路", "卫清东路"), ("解放中路", "解放东路"),
    ("武宁南路", "武宁路"), ("延长中路", "延长路"), ("金沙江西路", "金沙江路"), ("贝港南路", "贝港北路"),
    ("玉屏南路", "玉屏路"), ("河南南路", "河南中路"), ("车站南路", "车站北路"), ("临平北路", "临平路"),
]
XINCUN = [("曹杨", "普陀区"), ("彭浦", "静安区"), ("控江", "杨浦区"), ("鞍山", "杨浦区"), ("田林", "徐汇区"),
          ("上钢", "浦东新区"), ("长白", "杨浦区"), ("甘泉", "普陀区"), ("泗塘", "宝山区"), ("运光", "虹口区")]
ESTATES = "锦秋苑 望湖名邸 春申雅居 绿波家园 沁馨园 海棠新苑 东方丽景 嘉禾佳苑 水岸清庭 荷塘月舍".split()
CN_DIGITS = "零一二三四五六七八九十"

SURNAMES = ("王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓冯程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪"
            "戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚")
DOUBLE_SURNAMES = ["欧阳", "上官", "诸葛", "司徒"]
GIVEN = ("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英文辉力建华健飞红玉兰波斌莉鹏宇浩凯佳嘉欣怡思雨晨曦子轩梓涵诗琪俊哲瑶"
         "琳倩婷蕾雪梅竹青云海川峰林森楠淼岩晓春秋冬阳旭昊天朗润泽安宁康乐永庆祥瑞启航志远致和")
UNIT_WORDS = "申浦 汇泽 恒隆源 锦程 博望 鼎晟 华澜 启明星 凌云志 东海渔 宏图远 盛鑫 云帆 九州通达 沪江联".split()
UNIT_TRADES = ["精密机械", "电子科技", "物流", "餐饮管理", "建筑工程", "纺织", "汽车零部件", "信息技术", "食品", "医疗器械"]
SCHOOLS = ["上海临港工程技术学院", "上海申江职业技术学院", "华东海事科技大学", "上海东滩外国语大学", "上海浦江师范学院"]
AGENCIES = ["{d}房屋管理局", "{d}住房保障和房屋管理局", "{d}房地产交易中心", "{d}不动产登记事务中心"]


def person(rng) -> str:
    surname = rng.choice(DOUBLE_SURNAMES) if rng.random() < 0.04 else rng.choice(SURNAMES)
    return surname + "".join(rng.choice(GIVEN) for _ in range(1 if rng.random() < 0.25 else 2))


def relative_of(rng, name: str) -> str:
    """A relative with the same surname, as most parents and siblings have."""
    while True:
        other = name[0] + "".join(rng.choice(GIVEN) for _ in range(2))
        if other != name:
            return other


def company(rng) -> str:
    place = rng.choice(["上海", "上海市", ""])
    tail = rng.choice(["有限公司", "有限公司", "股份有限公司", "（上海）有限公司"])
    if place and tail.startswith("（"):
        tail = "有限公司"
    return place + rng.choice(UNIT_WORDS) + rng.choice(UNIT_TRADES) + tail


def id_check_digit(first17: str) -> str:
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return "10X98765432"[sum(int(d) * w for d, w in zip(first17, weights)) % 11]


def id_number(rng, oldest=1966, youngest=2004) -> str:
    """An identity number outside Shanghai, of an adult below 60, with a right check digit."""
    area = rng.choice(["340102", "320582", "411522", "360731", "330624", "510722", "421127", "370883", "341226", "620522"])
    born = dt.date(rng.randint(oldest, youngest), 1, 1) + dt.timedelta(days=rng.randrange(365))
    first = area + born.strftime("%Y%m%d") + f"{rng.randrange(1, 1000):03d}"
    return first + id_check_digit(first)


def broken_id(rng, number: str) -> str:
    """The number with one digit of the birth year's day part or sequence typed wrongly."""
    at = rng.choice([12, 13, 14, 15])
    wrong = str((int(number[at]) + rng.randint(1, 8)) % 10)
    broken = number[:at] + wrong + number[at + 1:]
    return broken if id_check_digit(broken[:17]) != broken[17] and _birthday_real(broken) else broken_id(rng, number)


def _birthday_real(number: str) -> bool:
    try:
        dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
        return True
    except ValueError:
        return False


def masked(number: str) -> str:
    return number[:6] + "*" * 8 + number[14:]


@dataclass(frozen=True)
class Dwelling:
    """One dwelling, independent of how it is written."""
    district: str
    road: str
    town: str = ""
    lane: int = 0
    sublane: int = 0
    number: int = 0
    suffix: str = ""       # 甲, 乙 … after the number
    building: str = ""     # a building behind a street number, such as 3号楼
    village: int = 0       # 新村: road is then the name without 新村
    room: str = ""

    def street(self, *, chinese_village=True, suffix_first=False, estate="") -> str:
        if self.village:
            digit = CN_DIGITS[self.village] if chinese_village else str(self.village)
            return f"{self.road}{digit}村{self.number}号"
        text = self.road
        if self.lane:
            text += f"{self.lane}弄"
        if self.sublane:
            text += f"{self.sublane}支弄"
        number = f"{self.number}{self.suffix}号" if suffix_first else f"{self.number}号{self.suffix}"
        return text + (f"（{estate}）" if estate else "") + number + self.building


def dwelling(rng, dormitory=False) -> Dwelling:
    district = rng.choices(list(DISTRICTS), weights=[4, 6, 6, 6, 6, 5, 6, 8, 8, 5, 12, 2, 5, 4, 3, 1])[0]
    road, _, town = rng.choice(DISTRICTS[district][2].split()).partition("@")
    base = Dwelling(district, road, town, room=room(rng))
    if dormitory:
        building = rng.choice(["", f"{rng.randint(1, 9)}号楼", f"{rng.randint(1, 9)}号楼"])
        return replace(base, number=rng.randint(20, 3600), building=building, room=f"{rng.randint(1, 6)}{rng.randint(1, 28):02d}")
    kind = rng.random()
    if kind < 0.52:
        return replace(base, lane=rng.randint(11, 2399), number=rng.randint(1, 128))
    if kind < 0.62:
        return replace(base, lane=rng.randint(11, 999), sublane=rng.randint(2, 60), number=rng.randint(1, 40), room=f"{rng.randint(1, 6)}0{rng.randint(1, 6)}")
    if kind < 0.78:
        return replace(base, number=rng.randint(18, 2980))
    if kind < 0.86:
        return replace(base, number=rng.randint(18, 980), suffix=rng.choice("甲乙丙"))
    if kind < 0.97:
        road, district = rng.choice(XINCUN)
        return Dwelling(district, road, village=rng.randint(1, 9), number=rng.randint(2, 190), room=f"{rng.randint(1, 6)}0{rng.randint(1, 6)}")
    return replace(base, lane=rng.randint(11, 999), number=rng.randint(1, 60), room=f"{rng.randint(2, 28)}0{rng.randint(1, 8)}{rng.choice('ABCD')}")


def room(rng) -> str:
    return f"{rng.randint(1, 6)}0{rng.randint(1, 8)}" if rng.random() < 0.55 else f"{rng.randint(7, 33)}{rng.randint(1, 12):02d}"


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in text)


def printed(rng, home: Dwelling) -> tuple[str, str]:
    """How an office prints it: the street part and the room as it stands in a cell of its own."""
    prefix = rng.choice(["", "", home.district, "上海市" + home.district, home.district + home.town])
    street = home.street(chinese_village=rng.random() < 0.8, suffix_first=rng.random() < 0.3)
    if not prefix and rng.random() < 0.15:
        prefix = "上海市"
    return prefix + street, home.room


def declared(rng, home: Dwelling) -> str:
    """How an applicant types the same dwelling."""
    prefix = rng.choice(["", "上海市" + home.district, "上海市" + home.district, home.district, "上海" + home.district,
                         home.district + home.town, "上海市" + home.district + home.town])
    estate = rng.choice(ESTATES) if home.lane and not home.sublane and rng.random() < 0.08 else ""
    text = prefix + home.street(chinese_village=rng.random() < 0.6, suffix_first=rng.random() < 0.4, estate=estate)
    tail = "" if not home.room else home.room + ("室" if rng.random() < 0.88 else "")
    if home.room[-1:].isalpha() and rng.random() < 0.3:
        tail = tail.replace(home.room, home.room.lower())
    if rng.random() < 0.08 and tail:
        text += " "
    text += tail
    return full_width(text) if rng.random() < 0.1 else text


def other_digits(rng, digits: str) -> str:
    """The digits with one typical slip: look-alike, transposed, lost, added or changed."""
    alike = {"3": "8", "8": "3", "1": "7", "7": "1", "5": "6", "6": "5", "0": "8", "9": "4", "4": "9", "2": "7"}
    slips = ["alike", "swap", "lost", "changed"]
    rng.shuffle(slips)
    for slip in slips:
        at = rng.randrange(len(digits))
        if slip == "alike":
            out = digits[:at] + alike[digits[at]] + digits[at + 1:]
        elif slip == "swap" and len(digits) > 1:
            at = rng.randrange(len(digits) - 1)
            out = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2:]
        elif slip == "lost" and len(digits) > 2:
            out = digits[:at] + digits[at + 1:]
        else:
            out = digits[:at] + str((int(digits[at]) + rng.randint(1, 9)) % 10) + digits[at + 1:]
        if out != digits and out[0] != "0":
            return out
    return digits + "1"


def another(rng, home: Dwelling, how: str) -> Dwelling:
    """A different dwelling that a hurried eye takes for `home`; `how` is room, number, lane, road or suffix."""
    if how == "road":
        pairs = dict(NEIGHBOURS) | {b: a for a, b in NEIGHBOURS}
        if home.road in pairs:
            return replace(home, road=pairs[home.road])
        how = "lane"
    if how == "suffix" and home.suffix:
        return replace(home, suffix={"甲": "乙", "乙": "丙", "丙": "甲"}[home.suffix])
    if how == "lane" and home.lane:
        return replace(home, lane=int(other_digits(rng, str(home.lane))))
    if how == "lane" and home.village:
        return replace(home, village=home.village % 9 + 1)
    if how in ("number", "lane", "suffix"):
        return replace(home, number=int(other_digits(rng, str(home.number))))
    digits = home.room.rstrip("ABCD")
    return replace(home, room=other_digits(rng, digits) + home.room[len(digits):])


def unit_number(rng, district: str) -> str:
    code = DISTRICTS[district][0]
    return (f"{code}{rng.randint(1, 24):03d}{rng.randint(1, 30):03d}GB{rng.randint(1, 399):05d}"
            f"F{rng.randint(1, 99):04d}{rng.randint(1, 400):04d}")


def certificate_number(rng, district: str, year: int) -> str:
    mark = DISTRICTS[district][1] if rng.random() < 0.93 else "市"
    return f"沪（{year}）{mark}字不动产权第{rng.randint(1, 119999):06d}号"


def old_certificate_number(rng, district: str, year: int) -> str:
    return f"沪房地{DISTRICTS[district][1]}字（{year}）第{rng.randint(1, 119999):06d}号"


def filing_number(rng, district: str, day: dt.date) -> str:
    code = DISTRICTS[district][0]
    return rng.choice([f"{code[2:]}{day:%Y%m%d}{rng.randint(1, 9999):04d}", f"沪租备{DISTRICTS[district][1]}〔{day:%Y}〕{rng.randint(1, 99999):06d}号",
                       f"{day:%Y%m}{code}{rng.randint(1, 999999):06d}", f"SHZL{day:%y%m%d}{rng.randint(1, 99999):05d}"])


def cn_date(day: dt.date, style="年") -> str:
    if style == "年":
        return f"{day.year}年{day.month}月{day.day}日"
    if style == "0年":
        return f"{day.year}年{day.month:02d}月{day.day:02d}日"
    if style == "spaced":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return day.strftime({"-": "%Y-%m-%d", ".": "%Y.%m.%d", "/": "%Y/%m/%d"}[style])
