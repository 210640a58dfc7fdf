"""Fictitious people, companies and offices, with the numbers that belong to them."""

import datetime as dt
from dataclasses import dataclass

SURNAMES = "赵钱孙吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜戚谢邹苏潘葛范彭鲁韦马方俞任袁柳史唐费薛雷贺汤罗毕郝安常于傅卞齐康伍余顾孟黄穆萧尹姚邵汪"
DOUBLE = ["欧阳", "上官", "诸葛", "司徒"]
MALE = "伟磊军勇涛超明杰强鹏宇浩凯健峰辉斌博晨轩志国建文庆海永立新家兴振华荣"
FEMALE = "静敏丽芳娟婷燕玲霞琳雪梅萍慧颖倩莉蕾洁瑶淑雅秀美玉佳晓春红文雨思欣"
SAME_SOUND = {
    "伟": "玮", "静": "婧", "丽": "莉", "莉": "丽", "婷": "庭", "军": "君", "明": "鸣", "杰": "捷", "燕": "艳", "勇": "永", "永": "勇", "涛": "韬",
    "文": "雯", "华": "骅", "玲": "铃", "磊": "蕾", "蕾": "磊", "娟": "鹃", "敏": "闵", "浩": "皓", "辉": "晖", "斌": "彬", "博": "勃", "芳": "方",
    "瑶": "遥", "雪": "学", "梅": "玫", "萍": "苹", "颖": "影", "佳": "嘉", "家": "嘉", "晨": "辰", "志": "智", "建": "健", "健": "建", "海": "亥", "立": "力",
    "红": "虹", "晓": "小", "春": "椿", "玉": "钰", "慧": "惠", "洁": "杰", "欣": "鑫", "新": "鑫", "宇": "羽", "凯": "恺", "峰": "锋", "鹏": "朋", "荣": "蓉",
}
PROVINCES = {"34": "安徽省", "32": "江苏省", "41": "河南省", "36": "江西省", "33": "浙江省", "42": "湖北省", "51": "四川省", "37": "山东省", "43": "湖南省", "35": "福建省"}
TOWNSHIPS = ["清河县柳林镇", "东平县石桥镇", "望江县高士乡", "南陵县三里镇", "固安县牛驼镇", "云和县赤石乡", "临泽县新华镇", "安福县洋溪镇"]
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def check_digit(first17: str) -> str:
    return "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, first17)) % 11]


@dataclass
class Person:
    name: str
    sex: str
    born: dt.date
    number: str
    province: str
    nation: str = "汉"

    @property
    def home_place(self) -> str:
        return PROVINCES[self.province] + TOWNSHIPS[int(self.number[-4:-1]) % len(TOWNSHIPS)] + f"{int(self.number[-3:-1]) % 60 + 3}号"


def given(rng, sex: str) -> str:
    pool = MALE if sex == "男" else FEMALE
    return "".join(rng.sample(pool, 1 if rng.random() < 0.22 else 2))


def person(rng, today: dt.date, age=(22, 58), sex=None, surname=None, province=None) -> Person:
    sex = sex or rng.choice("男女")
    surname = surname or (rng.choice(DOUBLE) if rng.random() < 0.03 else rng.choice(SURNAMES))
    province = province or rng.choice(list(PROVINCES))
    born = today - dt.timedelta(days=int(365.25 * rng.uniform(age[0] + 0.1, age[1] + 0.9)))
    body = f"{province}0000{born:%Y%m%d}{rng.randrange(1, 50):02d}{rng.choice('13579' if sex == '男' else '02468')}"
    return Person(surname + given(rng, sex), sex, born, body + check_digit(body), province)


def near_name(rng, name: str) -> str:
    """Another name that looks or sounds the same but for one character."""
    chars = list(name)
    places = [i for i, c in enumerate(chars) if c in SAME_SOUND and i]
    if places and rng.random() < 0.6:
        i = rng.choice(places)
        chars[i] = SAME_SOUND[chars[i]]
    else:
        i = rng.randrange(1, len(chars))
        chars[i] = rng.choice([c for c in MALE + FEMALE if c not in name and c != SAME_SOUND.get(chars[i])])
    return "".join(chars)


def wrong_number(rng, number: str) -> str:
    """The same number with one digit mistyped, so that its check digit is wrong."""
    while True:
        i = rng.randrange(14, 17)
        new = number[:i] + rng.choice("0123456789") + number[i + 1 :]
        if new != number and check_digit(new[:17]) != new[17]:
            return new


TRADES = ["食品", "精密机械", "物流", "信息科技", "汽车零部件", "餐饮管理", "医药科技", "包装材料", "物业管理", "建筑装饰", "新材料", "电子", "纺织", "供应链管理"]
WORDS = ["启洋", "澜庭", "泓昶", "瑞禾", "凯沃", "森原", "博屹", "铂恩", "嘉稷", "远岚", "卓沛", "恒翊", "煜成", "德沐", "新澄", "悦衡"]
SCHOOLS = ["上海申澜理工学院", "上海海棠职业技术学院", "上海滨江财经学院", "华淞科技大学", "上海启明艺术专修学院", "东沪师范学院"]


def company(rng) -> str:
    head, word, trade = rng.choice(["上海", "上海", ""]), rng.choice(WORDS), rng.choice(TRADES)
    place = "" if head else "（上海）"
    return f"{head}{word}{trade}{place}{rng.choice(['有限公司'] * 4 + ['股份有限公司', '集团有限公司'])}"


CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(rng) -> str:
    """A code as of GB 32100, of a district that does not exist."""
    body = "91319900MA" + "".join(rng.choice(CODE) for _ in range(7))
    total = sum(CODE.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + CODE[(31 - total % 31) % 31]
