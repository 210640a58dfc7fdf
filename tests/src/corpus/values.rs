//! Fictitious people and homes with the right structure: names, identity numbers with a check
//! digit, addresses, certificate and unit numbers.

use chrono::{Datelike, Days, NaiveDate};

use super::random::Random;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭",
    "何", "林", "罗", "高", "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾",
    "萧", "田", "董", "潘", "袁", "蔡", "蒋", "余", "于", "杜", "叶", "程", "魏", "苏", "吕", "丁",
    "任", "卢", "姚", "沈", "钟", "姜", "崔", "谭", "陆", "范", "汪", "廖", "石", "金", "贾", "韦",
    "夏", "付", "方", "邹", "熊", "白", "孟", "秦", "邱", "侯", "江", "尹", "薛", "闫", "段", "雷",
    "龙", "黎", "史", "陶", "贺", "毛", "郝", "顾", "龚", "邵", "覃", "武", "戴", "欧阳", "上官",
    "司徒", "诸葛", "鄢", "逄", "麴", "谌", "缪", "亓", "晁",
];
const GIVEN: &[&str] = &[
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明",
    "超", "秀兰", "霞", "平", "刚", "桂英", "建国", "建华", "志强", "志明", "海燕", "海涛", "晓东",
    "晓燕", "文博", "文静", "子涵", "子轩", "雨欣", "雨桐", "浩然", "俊杰", "思远", "思琪", "嘉怡",
    "梦洁", "佳慧", "一鸣", "天宇", "国庆", "春梅", "冬梅", "玉兰", "凤英", "永福", "德胜", "长青",
    "立新", "小明", "大勇", "学军", "卫东", "喆", "昱", "赟", "翀", "旻", "晟", "彧", "琰", "祎",
    "骐", "鋆", "垚", "淼", "婳", "珺瑶", "玥彤", "瑾瑜", "梓溪", "沐辰", "皓轩", "奕辰", "茗茜",
    "翊航", "诗蕊", "懿轩", "烨霖", "煜祺", "芮宁", "筱薇",
];
/// Six digits of places outside Shanghai, with their names.
const HOMETOWNS: &[(&str, &str)] = &[
    ("340102", "安徽省合肥市瑶海区"),
    ("320106", "江苏省南京市鼓楼区"),
    ("330102", "浙江省杭州市上城区"),
    ("410105", "河南省郑州市金水区"),
    ("420111", "湖北省武汉市洪山区"),
    ("510104", "四川省成都市锦江区"),
    ("360111", "江西省南昌市青山湖区"),
    ("370102", "山东省济南市历下区"),
    ("350203", "福建省厦门市思明区"),
    ("430102", "湖南省长沙市芙蓉区"),
    ("610113", "陕西省西安市雁塔区"),
    ("230103", "黑龙江省哈尔滨市南岗区"),
    ("341221", "安徽省临泉县"),
    ("321084", "江苏省高邮市"),
    ("411525", "河南省固始县"),
];

#[derive(Debug, Clone)]
pub struct Person {
    pub name: String,
    pub id_number: String,
    pub female: bool,
    pub born: NaiveDate,
    pub hometown: &'static str,
}

impl Person {
    pub fn new(random: &mut Random, young: i32, old: i32) -> Self {
        let name = format!("{}{}", random.pick(SURNAMES), random.pick(GIVEN));
        let (code, hometown) = random.one(HOMETOWNS);
        let born = date(
            random.int(i64::from(young), i64::from(old)) as i32,
            random.int(1, 12) as u32,
            random.int(1, 28) as u32,
        );
        let female = random.chance(0.5);
        let order = random.int(1, 499) * 2 + i64::from(!female);
        let body = format!("{code}{}{:03}", born.format("%Y%m%d"), order % 1000);
        let id_number = format!("{body}{}", check_digit(&body));
        Person { name, id_number, female, born, hometown }
    }

    pub fn sex(&self) -> &'static str {
        if self.female { "女" } else { "男" }
    }

    /// The same number with a last digit that the first seventeen do not give.
    pub fn id_with_wrong_check(&self) -> String {
        let (body, last) = self.id_number.split_at(17);
        let wrong = if last == "7" { "4" } else { "7" };
        format!("{body}{wrong}")
    }
}

/// The last character of an identity number (GB 11643).
pub fn check_digit(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).unwrap_or(0) * w).sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize]
}

pub struct District {
    pub name: &'static str,
    pub code: &'static str,
    /// The character that stands for the district in certificate numbers.
    pub short: &'static str,
    pub town: &'static [&'static str],
    pub roads: &'static [&'static str],
}

pub const DISTRICTS: &[District] = &[
    District {
        name: "徐汇区",
        code: "310104",
        short: "徐",
        town: &["田林街道", "康健新村街道", "漕河泾街道"],
        roads: &[
            "漕宝路", "钦州路", "钦州北路", "桂林路", "田林路", "田林东路", "龙漕路", "天钥桥路",
            "宛平南路", "斜土路", "零陵路", "虹梅路", "龙吴路", "罗香路", "华发路", "上中路",
        ],
    },
    District {
        name: "长宁区",
        code: "310105",
        short: "长",
        town: &["仙霞新村街道", "天山路街道", "新泾镇"],
        roads: &[
            "仙霞路", "仙霞西路", "古北路", "天山路", "茅台路", "定西路", "平武路", "新华路",
            "剑河路", "北虹路", "淞虹路", "长宁路", "长宁支路",
        ],
    },
    District {
        name: "静安区",
        code: "310106",
        short: "静",
        town: &["彭浦镇", "临汾路街道", "江宁路街道"],
        roads: &[
            "江宁路", "康定路", "昌平路", "余姚路", "武定路", "阳曲路", "临汾路", "共和新路",
            "平型关路", "延长中路", "彭江路",
        ],
    },
    District {
        name: "普陀区",
        code: "310107",
        short: "普",
        town: &["曹杨新村街道", "真如镇街道", "长征镇"],
        roads: &[
            "曹杨路", "梅岭北路", "枣阳路", "兰溪路", "真北路", "武宁路", "宜川路", "石泉路",
            "桃浦路", "真光路", "铜川路",
        ],
    },
    District {
        name: "虹口区",
        code: "310109",
        short: "虹",
        town: &["曲阳路街道", "凉城新村街道"],
        roads: &[
            "曲阳路", "玉田路", "广中路", "水电路", "凉城路", "车站南路", "四平路", "大连西路",
            "赤峰路",
        ],
    },
    District {
        name: "杨浦区",
        code: "310110",
        short: "杨",
        town: &["延吉新村街道", "五角场街道", "殷行街道"],
        roads: &[
            "控江路", "延吉中路", "靖宇东路", "本溪路", "国定路", "政立路", "国权路", "长阳路",
            "平凉路", "隆昌路", "内江路", "殷行路", "包头路",
        ],
    },
    District {
        name: "闵行区",
        code: "310112",
        short: "闵",
        town: &["莘庄镇", "古美路街道", "江川路街道"],
        roads: &[
            "莘松路", "莘沥路", "七莘路", "古美路", "平南路", "龙茗路", "平阳路", "春申路",
            "都市路", "景谷路", "剑川路",
        ],
    },
    District {
        name: "宝山区",
        code: "310113",
        short: "宝",
        town: &["友谊路街道", "高境镇", "大场镇"],
        roads: &[
            "牡丹江路", "友谊路", "宝林路", "共江路", "长江西路", "呼兰路", "通河路", "高境路",
            "新二路", "淞滨路",
        ],
    },
    District {
        name: "嘉定区",
        code: "310114",
        short: "嘉",
        town: &["新成路街道", "江桥镇", "安亭镇"],
        roads: &["塔城路", "清河路", "金沙路", "仓场路", "梅园路", "丰庄路", "曹安公路", "墨玉路"],
    },
    District {
        name: "浦东新区",
        code: "310115",
        short: "浦",
        town: &["潍坊新村街道", "上钢新村街道", "金杨新村街道", "三林镇"],
        roads: &[
            "张杨路", "潍坊路", "浦电路", "东方路", "灵岩南路", "上南路", "昌里路", "云台路",
            "成山路", "博兴路", "金杨路", "羽山路", "罗山路", "巨峰路", "五莲路", "川沙路",
            "锦绣路", "年家浜路",
        ],
    },
    District {
        name: "松江区",
        code: "310117",
        short: "松",
        town: &["岳阳街道", "方松街道", "九亭镇"],
        roads: &["人民北路", "中山中路", "谷阳北路", "新松江路", "文诚路", "龙源路", "荣乐中路"],
    },
    District {
        name: "青浦区",
        code: "310118",
        short: "青",
        town: &["盈浦街道", "夏阳街道"],
        roads: &["公园路", "青松路", "城中东路", "城中北路", "盈港路"],
    },
    District {
        name: "奉贤区",
        code: "310120",
        short: "奉",
        town: &["南桥镇", "西渡街道"],
        roads: &["解放东路", "育秀路", "环城东路", "南奉公路"],
    },
    District {
        name: "金山区",
        code: "310116",
        short: "金",
        town: &["石化街道", "朱泾镇"],
        roads: &["卫清西路", "蒙山路", "龙胜路", "大堤路"],
    },
];

/// (district code, name)
const VILLAGES: &[(&str, &str)] = &[
    ("310107", "曹杨二村"),
    ("310107", "甘泉三村"),
    ("310115", "上钢三村"),
    ("310115", "潍坊四村"),
    ("310110", "鞍山四村"),
    ("310110", "控江一村"),
    ("310113", "泗塘二村"),
    ("310109", "玉田新村"),
    ("310104", "日晖六村"),
];
const OLD_PARTS: &[&str] = &["二层前楼", "底层后间", "三层阁", "二层亭子间", "底层客堂"];

/// A dwelling, in pieces.
#[derive(Clone)]
pub struct Home {
    pub district: &'static District,
    pub town: &'static str,
    pub road: String,
    pub lane: Option<i64>,
    pub number: i64,
    /// 甲 or nothing; only for a number on the road itself.
    pub letter: &'static str,
    /// A lane within the lane: `12支弄`.
    pub branch: Option<i64>,
    /// Digits of the room, sometimes with a letter; in an old lane house a part such as 二层前楼.
    pub room: String,
    pub floors: i64,
}

impl Home {
    pub fn new(random: &mut Random) -> Self {
        let district = &DISTRICTS[random.int(0, DISTRICTS.len() as i64 - 1) as usize];
        let floors = random.one(&[6i64, 6, 6, 11, 14, 18, 24, 29, 33]);
        let floor = random.int(1, floors);
        let door = random.int(1, if floors > 6 { 8 } else { 4 });
        let mut room = format!("{floor}{door:02}");
        if random.chance(0.05) {
            room.push(random.one(&['A', 'B']));
        }
        if random.chance(0.08) {
            return Home::in_village(random);
        }
        let longest = if random.chance(0.3) { 2999 } else { 999 };
        let lane = random.chance(0.8).then(|| random.int(9, longest));
        let old = floors == 6 && random.chance(0.07);
        Home {
            district,
            town: random.pick(district.town),
            road: random.pick(district.roads).to_owned(),
            branch: lane.filter(|_| random.chance(0.05)).map(|_| random.int(2, 40)),
            lane,
            number: if lane.is_some() { random.int(1, 168) } else { random.int(12, 1890) },
            letter: if lane.is_none() && random.chance(0.06) { "甲" } else { "" },
            room: if old { random.pick(OLD_PARTS).to_owned() } else { room },
            floors: if old { 3 } else { floors },
        }
    }

    /// A home in a workers' village, which has numbers and no road.
    fn in_village(random: &mut Random) -> Home {
        let (code, name) = random.one(VILLAGES);
        let district = DISTRICTS.iter().find(|d| d.code == code).unwrap_or(&DISTRICTS[0]);
        let room = format!("{}{:02}", random.int(1, 6), random.int(1, 6));
        Home {
            district,
            town: random.pick(district.town),
            road: name.to_owned(),
            lane: None,
            branch: None,
            number: random.int(2, 180),
            letter: "",
            room,
            floors: 6,
        }
    }

    /// The room as an address writes it: digits get their 室, a part of a house does not.
    pub fn room_words(&self) -> String {
        if self.has_room_number() { format!("{}室", self.room) } else { self.room.clone() }
    }

    pub fn has_room_number(&self) -> bool {
        self.room.starts_with(|c: char| c.is_ascii_digit())
    }

    fn lanes(&self) -> String {
        let lane = self.lane.map(|n| format!("{n}弄")).unwrap_or_default();
        let branch = self.branch.map(|n| format!("{n}支弄")).unwrap_or_default();
        lane + &branch
    }

    /// From the road to the door: `华发路406弄10号`.
    pub fn door(&self) -> String {
        format!("{}{}{}{}号", self.road, self.lanes(), self.number, self.letter)
    }

    /// From the road to the room.
    pub fn dwelling(&self) -> String {
        format!("{}{}", self.door(), self.room_words())
    }

    pub fn full(&self) -> String {
        format!("上海市{}{}", self.district.name, self.dwelling())
    }

    /// Another dwelling that a careless eye takes for this one, and what differs.
    pub fn lookalike(&self, random: &mut Random) -> Home {
        let mut other = self.clone();
        for _ in 0..20 {
            match random.int(0, 5) {
                0 => other.room = swap_digits(&self.room, random),
                1 => other.room = change_digit(&self.room, random),
                2 => other.number = self.number + random.one(&[1, 2, 10, -1, 3]),
                3 => {
                    other.lane = self
                        .lane
                        .map(|n| change_digit(&n.to_string(), random).parse().unwrap_or(n + 2))
                }
                4 => {
                    other.lane = self
                        .lane
                        .map(|n| swap_digits(&n.to_string(), random).parse().unwrap_or(n + 1))
                }
                _ => other.road = random.pick(self.district.roads).to_owned(),
            }
            // Among parts of old houses only the number is a clear difference.
            if !self.has_room_number() && other.room != self.room {
                other.room.clone_from(&self.room);
            }
            if other.number > 0
                && other.dwelling() != self.dwelling()
                && !other.room.starts_with('0')
            {
                return other;
            }
            other = self.clone();
        }
        other.number += 1;
        other
    }

    /// How people and forms write the same home: notations that mean the same dwelling.
    pub fn as_declared(&self, random: &mut Random) -> String {
        let d = self.district.name;
        let lane = self.lanes();
        match if self.has_room_number() { random.int(0, 11) } else { random.int(0, 7) } {
            0..=4 => self.full(),
            5 => format!("{d}{}", self.dwelling()),
            6 => format!("上海市{d}{}{}", self.town, self.dwelling()),
            7 => wide(&self.full()),
            8 => format!(
                "上海市{d} {}{lane} {}{}号 {}室",
                self.road, self.number, self.letter, self.room
            ),
            9 => format!("上海{d}{}{lane}{}{}号{}", self.road, self.number, self.letter, self.room),
            10 => format!(
                "上海市{d}{}{lane}{}{}号{}房",
                self.road, self.number, self.letter, self.room
            ),
            _ => format!("上海市上海市{d}{}", self.dwelling()),
        }
    }

    /// What a certificate prints for the building, in the ways that offices do.
    pub fn as_printed(&self, random: &mut Random) -> String {
        match random.int(0, 5) {
            0 | 1 => self.door(),
            2 | 3 => format!("{}{}", self.district.name, self.door()),
            4 => format!("上海市{}{}", self.district.name, self.door()),
            _ => format!("上海市{}{}{}", self.district.name, self.town, self.door()),
        }
    }

    /// 28 characters: district, cadastral area, lot, building and unit.
    pub fn unit_number(&self, random: &mut Random) -> String {
        format!(
            "{}{}GB{}F{}{}",
            self.district.code,
            format_args!("0{}{}", random.digits(2), random.digits(3)),
            random.digits(5),
            "0001",
            random.digits(4)
        )
    }
}

fn swap_digits(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (1..chars.len())
        .filter(|&i| {
            chars[i] != chars[i - 1] && chars[i].is_ascii_digit() && chars[i - 1].is_ascii_digit()
        })
        .collect();
    if !places.is_empty() {
        let i = random.one(&places);
        chars.swap(i, i - 1);
    }
    chars.into_iter().collect()
}

fn change_digit(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (0..chars.len()).filter(|&i| chars[i].is_ascii_digit()).collect();
    if places.is_empty() {
        return text.to_owned();
    }
    let i = random.one(&places);
    chars[i] = match chars[i] {
        '3' => '8',
        '8' => '3',
        '1' => '7',
        '7' => '1',
        '5' => '6',
        '6' => '5',
        '0' => '6',
        '9' => '4',
        '4' => '9',
        _ => '3',
    };
    chars.into_iter().collect()
}

/// Digits in their full-width form.
pub fn wide(text: &str) -> String {
    text.chars()
        .map(
            |c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c },
        )
        .collect()
}

pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

pub fn after(day: NaiveDate, days: i64) -> NaiveDate {
    if days >= 0 { day + Days::new(days as u64) } else { day - Days::new(days.unsigned_abs()) }
}

/// One of the ways in which offices print a date.
pub fn printed_date(day: NaiveDate, random: &mut Random) -> String {
    match random.int(0, 9) {
        0..=4 => chinese_date(day),
        5 => format!("{}年{:02}月{:02}日", day.year(), day.month(), day.day()),
        6 | 7 => day.format("%Y-%m-%d").to_string(),
        8 => day.format("%Y/%m/%d").to_string(),
        _ => day.format("%Y.%m.%d").to_string(),
    }
}

pub fn chinese_date(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 二〇二六年三月五日
pub fn written_date(day: NaiveDate) -> String {
    let digits = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let year: String = day
        .year()
        .to_string()
        .chars()
        .map(|c| digits[c.to_digit(10).unwrap_or(0) as usize])
        .collect();
    let small = |n: u32| {
        let (tens, ones) = (n / 10, (n % 10) as usize);
        let tens = match tens {
            0 => String::new(),
            1 => "十".into(),
            n => format!("{}十", digits[n as usize]),
        };
        if ones == 0 { tens } else { format!("{tens}{}", digits[ones]) }
    };
    format!("{year}年{}月{}日", small(day.month()), small(day.day()))
}

pub fn area(random: &mut Random) -> String {
    format!("{:.2}", random.float(38.0, 149.0))
}
