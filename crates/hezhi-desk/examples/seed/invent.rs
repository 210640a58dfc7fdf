//! People and homes that do not exist, and what is wrong with some of their papers.

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use hezhi::application::{
    Applicant, Application, Basis, Channel, HolderRelation, Residence, Service,
};

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹",
    "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛",
    "叶", "阎", "欧阳", "诸葛",
];
const GIVEN: &[&str] = &[
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明", "超",
    "秀英", "霞", "平", "刚", "桂英", "小明", "雨欣", "子涵", "浩然", "思远", "晓燕", "志强",
    "建国", "婷婷", "佳怡", "梓萱", "俊杰", "嘉豪", "文博", "欣怡", "雅琴", "国栋", "翀", "韡",
    "燊", "一凡",
];
/// District and road, as the office's own table pairs them.
const ROADS: &[(&str, &str)] = &[
    ("徐汇区", "虹梅路"),
    ("徐汇区", "漕宝路"),
    ("徐汇区", "龙漕路"),
    ("徐汇区", "华发路"),
    ("静安区", "新闸路"),
    ("静安区", "江宁路"),
    ("普陀区", "曹杨路"),
    ("普陀区", "真北路"),
    ("浦东新区", "张杨路"),
    ("浦东新区", "杨高南路"),
    ("浦东新区", "浦建路"),
    ("宝山区", "宝杨路"),
    ("宝山区", "牡丹江路"),
    ("闵行区", "七莘路"),
    ("闵行区", "沪闵路"),
    ("杨浦区", "控江路"),
    ("杨浦区", "国定路"),
    ("虹口区", "四平路"),
    ("长宁区", "仙霞路"),
    ("松江区", "人民北路"),
    ("嘉定区", "清河路"),
    ("黄浦区", "复兴中路"),
];
/// Area codes of provinces, as identity numbers begin with.
const AREAS: &[&str] = &["340102", "411525", "320311", "360102", "430103", "510104", "610113"];

/// What the paper says, and where it goes against what was declared.
pub struct Truth {
    pub address: String,
    pub usage: &'static str,
    pub person: String,
    pub landlord: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The address was hard to read.
    pub faint: bool,
    pub number: String,
}

pub fn name(rng: &mut Rng) -> String {
    format!("{}{}", rng.choice(SURNAMES).unwrap_or(&"王"), rng.choice(GIVEN).unwrap_or(&"芳"))
}

/// An application and the truth about its paper. Some seven of ten are in order.
pub fn application(rng: &mut Rng, number: usize, day: NaiveDate) -> (Application, Truth) {
    let person = name(rng);
    let (district, road) = *rng.choice(ROADS).unwrap_or(&ROADS[0]);
    let (lane, house, floor, flat) =
        (rng.u16(8..1999), rng.u16(1..90), rng.u16(1..28), rng.u16(1..5));
    let home = |room: u16| format!("上海市{district}{road}{lane}弄{house}号{floor}{room:02}室");
    let leased = rng.u8(0..10) < 7;
    let from = day - Days::new(rng.u64(5..300));
    let mut truth = Truth {
        address: home(flat),
        usage: if rng.bool() { "居住" } else { "住宅" },
        person: person.clone(),
        landlord: name(rng),
        from,
        to: from + Days::new(730),
        faint: false,
        number: if leased {
            format!("{}{:09}", day.format("%Y%m%d"), number)
        } else {
            format!("沪（{}）{}字不动产权第{:06}号", 2012 + number % 12, &district[..3], number)
        },
    };
    match rng.u8(0..100) {
        0..10 => truth.address = home(flat + 5),
        10..15 => truth.usage = "商业",
        15..20 if leased => truth.to = day - Days::new(rng.u64(2..90)),
        20..24 => truth.person = name(rng),
        24..34 => truth.faint = true,
        _ => {}
    }
    let service = *rng.choice(SERVICES).unwrap_or(&Service::Registration);
    let moved = service == Service::AddressChange;
    let before = format!("上海市{district}{road}{}号{}室", rng.u16(1..900), rng.u16(101..699));
    let application = Application {
        id: format!("CN-{}-{:06}", day.format("%Y"), number + 1),
        service,
        channel: rng.choice(CHANNELS).copied(),
        submitted_on: day,
        applicant: Applicant { name: person, id_number: Some(id_number(rng)), disabled: None },
        agent: None,
        residence: Residence {
            address: Some(home(flat)),
            basis: Some(if leased { Basis::Leased } else { Basis::Owned }),
            holder_name: None,
            holder_relation: Some(HolderRelation::Oneself),
        },
        registered_address: moved.then_some(before),
        registered_on: moved.then(|| day - Days::new(rng.u64(20..160))),
        permit_expires_on: None,
        documents: None,
        undeclared: false,
        from_paper: Vec::new(),
    };
    (application, truth)
}

const SERVICES: &[Service] =
    &[Service::Registration, Service::Registration, Service::Registration, Service::AddressChange];
const CHANNELS: &[Channel] = &[
    Channel::Online,
    Channel::Online,
    Channel::Online,
    Channel::Counter,
    Channel::Counter,
    Channel::Kiosk,
    Channel::Batch,
];

/// A number of the right form with the right check character (GB 11643), belonging to nobody that
/// we know of.
fn id_number(rng: &mut Rng) -> String {
    let birth =
        NaiveDate::from_ymd_opt(1962, 1, 1).unwrap_or_default() + Days::new(rng.u64(0..16_000));
    let area = rng.choice(AREAS).unwrap_or(&AREAS[0]);
    let digits = format!("{area}{}{:03}", birth.format("%Y%m%d"), rng.u16(0..1000));
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.chars().zip(WEIGHTS).map(|(c, w)| c.to_digit(10).unwrap_or(0) * w).sum();
    let check = b"10X98765432"[(sum % 11) as usize] as char;
    format!("{digits}{check}")
}
