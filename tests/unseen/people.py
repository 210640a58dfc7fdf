"""Fictitious people and units, with identity numbers that are well formed and belong to nobody."""

import datetime as dt
import random

SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹章苏潘葛范彭鲁韦马方袁柳唐薛雷贺倪汤罗毕郝安常于傅齐康伍余顾孟黄萧尹姚邵汪毛戴宋庞熊纪舒屈项祝董梁杜阮蓝季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田胡凌霍万柯管卢莫房解应丁邓单洪包石崔龚程裴陆荣翁曲焦谷侯全班秋仲宁甘武刘景龙叶司黎白卓池乔温晏柴瞿阎连习艾向古易廖终居衡步耿满文东"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑筠柔竹霭凝晓欢霄枫芸菲寒欣滢伊亚宜可姬舒影荔枝思飞羽浩然子轩宇航博文志远建国振东家豪俊熙泽楷晨曦若彤雨桐梓萌昊天立诚永康德才守义长林海波向阳继先学友光远世昌"
# Pairs that a careless reader mixes up: the false holder of a near miss is made with them.
LOOKALIKE = {
    "明": "朋",
    "丽": "丹",
    "伟": "玮",
    "芳": "芬",
    "娜": "娟",
    "静": "净",
    "燕": "艳",
    "华": "桦",
    "玲": "珍",
    "佳": "住",
    "晨": "晓",
    "宇": "宁",
    "波": "渡",
    "海": "梅",
    "建": "健",
    "志": "忠",
    "文": "义",
    "春": "香",
    "兰": "三",
    "洁": "浩",
    "琳": "林",
    "军": "车",
    "平": "乎",
    "红": "江",
    "秀": "季",
    "敏": "敬",
    "天": "夫",
    "昊": "昱",
    "思": "恩",
    "雪": "雷",
}
SIMILAR_SURNAME = {
    "张": "章",
    "王": "汪",
    "李": "季",
    "陈": "程",
    "徐": "余",
    "许": "徐",
    "金": "全",
    "朱": "宋",
    "沈": "沉",
    "吴": "吕",
    "刘": "柳",
    "方": "万",
    "石": "古",
    "丁": "于",
}
# Province level prefixes with county 0000: such a number was never given to a person.
REGIONS = [
    "130000",
    "210000",
    "230000",
    "320000",
    "330000",
    "340000",
    "350000",
    "360000",
    "370000",
    "410000",
    "420000",
    "430000",
    "450000",
    "500000",
    "510000",
    "520000",
    "530000",
    "610000",
    "620000",
]
WORDS = [
    "启川",
    "恒翎",
    "沪岚",
    "申屿",
    "凌谷",
    "泽翰",
    "宏屹",
    "瑞沃",
    "海骊",
    "云杉",
    "嘉榆",
    "博澜",
    "新垚",
    "鼎汐",
    "远岫",
    "明桦",
    "东篱",
    "景穗",
    "安壑",
    "华藤",
]
TRADES = [
    "精密机械",
    "电子科技",
    "餐饮管理",
    "物流",
    "建筑工程",
    "信息技术",
    "纺织",
    "食品",
    "物业管理",
    "人力资源服务",
    "医疗器械",
    "汽车零部件",
    "酒店管理",
    "环保设备",
]
SCHOOLS = ["上海云岫理工学院", "上海临港应用技术职业学院", "上海澄明大学", "上海东篱外国语学院", "上海海湄工程技术学校", "上海枫泾职业技术学院"]
HOSPITALS = ["上海启明康复医院", "上海澜溪护理院"]


def name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(2 if rng.random() < 0.72 else 1))


def similar_name(rng: random.Random, original: str) -> str:
    """Another person's name that differs from `original` in one character."""
    if original[0] in SIMILAR_SURNAME and rng.random() < 0.4:
        return SIMILAR_SURNAME[original[0]] + original[1:]
    at = rng.randrange(1, len(original))
    other = LOOKALIKE.get(original[at]) or rng.choice([c for c in GIVEN if c != original[at]])
    return original[:at] + other + original[at + 1 :]


def check_digit(first17: str) -> str:
    """GB 11643: weights are powers of two modulo 11."""
    total = sum(int(digit) * (2 ** (17 - i) % 11) for i, digit in enumerate(first17))
    return "10X98765432"[total % 11]


def id_number(rng: random.Random, youngest: int = 20, oldest: int = 58) -> str:
    born = dt.date(2026, 1, 1) - dt.timedelta(days=rng.randrange(youngest * 366, oldest * 365))
    first = rng.choice(REGIONS) + born.strftime("%Y%m%d") + f"{rng.randrange(1, 999):03d}"
    return first + check_digit(first)


def is_woman(number: str) -> bool:
    return int(number[16]) % 2 == 0


def masked(number: str) -> str:
    return number[:4] + "*" * 10 + number[14:]


def firm(rng: random.Random) -> str:
    word, trade = rng.choice(WORDS), rng.choice(TRADES)
    return rng.choice(
        [f"上海{word}{trade}有限公司", f"上海{word}{trade}有限公司", f"{word}{trade}（上海）有限公司", f"上海{word}{trade}股份有限公司"]
    )


def landlord_firm(rng: random.Random) -> str:
    return f"上海{rng.choice(WORDS)}{rng.choice(['住房租赁', '公寓管理', '房屋租赁经营', '置业', '公共租赁住房运营'])}有限公司"


def school(rng: random.Random) -> str:
    return rng.choice(SCHOOLS)


def phone(rng: random.Random) -> str:
    # Numbers with 000 in the middle are not in use.
    return rng.choice(["021-5000", "021-6000", "1390000", "1860000"]) + f"{rng.randrange(1000, 9999)}"
