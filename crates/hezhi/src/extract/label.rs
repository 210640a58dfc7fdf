//! The words printed beside values, and where a line shows one.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::run::{Run, is_han};

/// What a printed label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Label {
    Holder,
    CoOwnership,
    Location,
    Room,
    Building,
    /// 用途 alone: of the land or of the house, as its place tells.
    Usage,
    HouseUsage,
    LandUsage,
    LeaseUsage,
    BuildingType,
    CertificateNumber,
    UnitNumber,
    BuildingArea,
    Area,
    OtherStatus,
    Annex,
    /// A row of the land block of a certificate.
    Land,
    /// A row of the house block of a certificate.
    House,
    Landlord,
    Tenant,
    LeaseTerm,
    LeaseStart,
    LeaseEnd,
    FilingNumber,
    FilingOffice,
    Name,
    IdNumber,
    /// 住址, 宿舍地址, 居住地址 of a person.
    Home,
    Unit,
    Department,
    IssuedOn,
    Principal,
    Agent,
    Promiser,
    Enterprise,
    /// A label whose value is not asked for; it ends the value before it.
    Other,
}

/// Label texts in folded form. The longest that fits wins.
const TEXTS: &[(Label, &[&str])] = &[
    (Label::Holder, &["权利人", "持证人", "权属人", "权利人(产权人)", "房地产权利人", "土地使用权人", "房屋所有权人", "所有权人", "权利人姓名", "权利人名称", "权利人姓名或名称", "权利人(姓名或名称)", "产权人", "产权人姓名", "房屋权利人", "不动产权利人", "义务人及权利人"]),
    (Label::CoOwnership, &["共有情况", "共有方式", "共有状况", "共有人及共有情况", "共有人及份额", "共有份额", "共有情况及份额", "共有人", "共有类型"]),
    (Label::Location, &["坐落", "座落", "房地坐落", "房地座落", "房屋坐落", "房屋座落", "不动产坐落", "房屋地址", "房屋坐落地址", "房屋坐落(地址)", "坐落地址", "坐落位置", "房屋位置", "租赁房屋地址", "租赁房屋坐落", "房屋坐落位置", "不动产坐落位置", "租赁地址", "承租房屋坐落", "承租房屋地址"]),
    (Label::Room, &["室号或部位", "室号部位", "室号及部位", "室号/部位", "室号(部位)", "部位", "室号", "租赁部位", "出租部位", "承租部位", "房间号", "房号", "寝室号", "寝室", "宿舍号", "宿舍房号", "房间", "租赁房屋部位", "房屋部位", "租赁范围", "出租范围", "承租范围", "租赁室号", "租赁间号", "房屋室号"]),
    (Label::Building, &["幢号", "楼号", "栋号", "楼幢号", "宿舍楼栋", "楼栋", "宿舍楼号", "楼栋号", "所在楼栋", "公寓楼号"]),
    (Label::Usage, &["用途", "使用用途"]),
    (Label::HouseUsage, &["房屋用途", "规划用途", "房屋规划用途", "房屋性质用途", "建筑用途", "房屋使用用途", "设计用途", "房屋登记用途"]),
    (Label::LandUsage, &["土地用途", "土地使用用途", "宗地用途", "土地用途分类"]),
    (Label::LeaseUsage, &["租赁用途", "使用性质", "租赁使用用途", "承租用途", "出租用途", "租赁房屋用途", "房屋租赁用途"]),
    (Label::BuildingType, &["建筑类型", "房屋类型", "类型", "房屋建筑类型"]),
    (Label::CertificateNumber, &["不动产权证号", "证照编号", "权属证书编号", "产权证书编号", "房地产权证号", "产权证号", "不动产权证书号", "房产证号", "权证号", "房地产证号", "房地产权证编号", "产权证书号", "房屋权属证书编号", "房地产权证书号", "不动产权证书编号", "不动产权证明号", "权属证书号", "产权证编号", "房屋产权证号"]),
    (Label::UnitNumber, &["不动产单元号", "单元号", "不动产单元代码", "单元号码"]),
    (Label::BuildingArea, &["建筑面积", "房屋建筑面积", "房屋面积", "专有建筑面积"]),
    (Label::Area, &["面积", "租赁面积", "出租面积", "承租面积", "租赁建筑面积", "租赁房屋面积", "面积(平方米)", "建筑面积(平方米)"]),
    (Label::OtherStatus, &["权利其他状况", "其他权利状况", "权利其它状况", "权利状况", "其他状况"]),
    (Label::Annex, &["附记", "附记页"]),
    (Label::Land, &["土地状况", "宗地号", "宗地(丘)面积", "宗地面积", "土地面积", "使用权面积", "独用", "独用面积", "分摊", "分摊面积", "使用期限", "土地使用期限", "国有建设用地使用权使用期限", "权属性质", "土地权利性质", "土地权属性质", "土地性质", "使用权取得方式", "使用权来源", "土地使用权取得方式", "取得方式", "地号", "图号", "总面积", "共用宗地面积", "土地使用权面积", "其中独用面积", "其中分摊面积", "土地等级", "土地使用权来源", "土地权利人", "土地来源", "土地使用权性质", "土地使用年限", "使用年限", "使用权类型", "土地使用权类型", "取得方式及期限"]),
    (Label::House, &["房屋状况", "总层数", "竣工日期", "结构", "房屋结构", "层数", "所在层", "所在层数", "幢数", "房屋总层数", "专有面积", "套内面积", "套内建筑面积", "分摊建筑面积", "房屋性质", "层次", "建成年份", "竣工年份", "地下面积", "其中地下建筑面积", "房屋总套数"]),
    (Label::Landlord, &["出租人", "出租方", "出租人(甲方)", "出租方(甲方)", "甲方(出租人)", "甲方(出租方)", "甲方", "出租人姓名", "出租人姓名或名称", "出租人名称", "出租人/姓名", "出租人(姓名/名称)", "出租人(单位)", "出租单位"]),
    (Label::Tenant, &["承租人", "承租方", "承租人(乙方)", "承租方(乙方)", "乙方(承租人)", "乙方(承租方)", "乙方", "承租人姓名", "承租人姓名或名称", "承租人名称", "承租人(姓名/名称)", "承租人(单位)", "承租单位", "共同承租人"]),
    (Label::LeaseTerm, &["租赁期限", "租期", "租赁期", "租赁期间", "租赁起止日期", "租期起止", "租赁起止时间", "租赁起止", "备案有效期", "合同期限", "租赁合同期限", "租赁时间", "租期起止日期", "备案租期", "起止日期", "租住期限"]),
    (Label::LeaseStart, &["租赁开始日期", "起租", "起始日", "起租日期", "起租日", "租赁起始日期", "租赁期限起", "租期起", "租赁起始日", "开始日期", "租赁期起", "起始日期", "租赁期始", "租赁开始日", "租赁期自", "起租时间", "租期自"]),
    (Label::LeaseEnd, &["租赁结束日期", "止租", "终止日", "届满日", "租赁终止日期", "租赁截止日期", "租赁期限止", "租期止", "到期日期", "终止日期", "截止日期", "结束日期", "租赁期止", "租赁到期日", "止租日期", "租赁结束日", "租期至", "租赁期至", "退租日期"]),
    (Label::FilingNumber, &["备案通知书编号", "凭证编号", "备案凭证编号", "备案凭证号", "备案编号", "备案号", "备案证明编号", "登记备案号", "登记备案编号", "登记备案证明号", "备案证明号", "备案登记号", "备案登记编号", "租赁备案号", "租赁备案编号", "备案证号", "通知书编号", "合同备案号", "合同备案编号", "网签编号", "网签备案号", "网签备案编号", "合同网签编号", "网签合同编号", "租赁合同备案号", "租赁登记备案号", "备案通知书号", "证明编号"]),
    (Label::FilingOffice, &["备案机关", "备案机构", "登记备案机关", "备案部门", "登记备案部门", "备案单位", "登记机构", "登记机关", "受理机构", "填证单位", "发证机关", "签发机关"]),
    (Label::Name, &["姓名", "学生", "学生本人", "住宿学生", "姓名或名称", "姓名/名称", "姓名(名称)", "名称/姓名", "名称或姓名", "申请人姓名", "本人姓名", "居住人", "居住人姓名", "住宿人", "住宿人姓名", "入住人", "入住人员", "人员姓名", "职工姓名", "员工姓名", "学生姓名", "住宿人员", "居住人员", "居住人员姓名", "住宿人员姓名"]),
    (Label::IdNumber, &["身份证号", "身份证号码", "身份证件号码", "证件号码", "证件号", "公民身份号码", "公民身份证号码", "居民身份证号", "居民身份证号码", "身份证件号", "有效证件号码", "证件编号", "身份号码"]),
    (Label::Home, &["宿舍地址", "校区地址", "宿舍所在校区地址", "居住地址", "住宿地址", "宿舍坐落", "集体宿舍地址", "现居住地址", "现住址", "现住地址", "居住地", "住址", "住宿地点", "宿舍地点", "宿舍详细地址", "地址", "详细地址", "居住地点", "宿舍所在地", "住所地址", "集体宿舍坐落", "宿舍位置"]),
    (Label::Unit, &["单位名称", "工作单位", "单位", "用人单位", "所在单位", "学校名称", "学校", "公司名称", "出具单位", "证明单位", "单位全称", "开具单位", "所属单位", "就读学校", "单位/学校", "单位(学校)", "学校(单位)", "单位或学校名称", "单位/学校名称", "单位(学校)名称"]),
    (Label::Department, &["部门", "出具部门", "经办部门", "所在部门", "开具部门", "证明部门", "出证部门", "主管部门", "管理部门", "签发部门"]),
    (Label::IssuedOn, &["出具日期", "开具日期", "签发日期", "填表日期", "落款日期", "日期", "填发日期", "发证日期", "登记日", "登记日期", "登簿日期", "登簿时间", "备案日期", "备案时间", "证明日期", "签署日期", "签章日期", "开证日期", "出证日期"]),
    (Label::Principal, &["委托人", "委托人姓名", "委托人(签名)", "委托人(签字)"]),
    (Label::Agent, &["受托人", "受委托人", "被委托人", "受托人姓名", "代理人", "受托人(签名)"]),
    (Label::Promiser, &["承诺人", "承诺人姓名", "声明人", "申请人"]),
    (Label::Enterprise, &["名称", "企业名称"]),
    (Label::Other, &["权利类型", "性別", "宿舍来源", "房屋来源", "居住方式", "居住人数", "合同形式", "复核人", "备案意见", "证件号后四位", "权利性质", "受理日期", "核准日期", "月租金", "租金", "租金标准", "租金(元/月)", "押金", "支付方式", "付款方式", "联系人", "联系电话", "联系方式", "电话", "经办人", "负责人", "性别", "民族", "出生", "出生日期", "籍贯", "职务", "序号", "入住日期", "入住时间", "搬入日期", "备注", "合计", "小计", "与申请人关系", "与权利人关系", "关系", "亲属关系", "床位号", "床位", "床号", "法定代表人", "注册资本", "成立日期", "营业期限", "经营范围", "统一社会信用代码", "户主", "户别", "户号", "户主姓名", "与户主关系", "编号", "合同编号", "证书编号", "国籍", "证件类型", "证件名称", "证件种类", "手机号", "手机号码", "抵押权人", "抵押", "查封", "缮证日期", "单位盖章", "盖章", "签名", "签字", "有效期限", "有效期", "住所", "经营场所", "投资人", "出资额", "主体类型", "租赁方式", "交付日期", "居住人数", "合同签订日期", "签订日期", "房屋权属", "权属状况", "区域", "查询日期", "查询时间", "查询人", "打印时间", "打印日期", "备案状态", "状态", "合同类型", "专业", "学号", "工号", "班级", "学院", "院系", "岗位", "宿舍楼", "宿舍类型", "起止时间", "附图", "土地状况信息", "房屋状况信息", "房屋状况及产权人信息", "抵押信息", "限制信息", "权利限制", "二维码", "扫码验证", "验证码", "查验码", "平方米", "租赁当事人", "租赁房屋", "房屋情况", "权属证明编号", "权属证号", "权属证明", "居室", "户型", "同住人", "同住人员", "支付", "租赁类型", "租赁用房", "说明", "注"]),
];

/// Labels that offices put together from the same few words, each in its own way: every first
/// word with every second one.
const COMPOSED: &[(Label, &[&str], &[&str])] = &[
    (Label::Location, &["房屋", "房地", "房产", "不动产", "租赁房屋", "租赁住房", "出租房屋", "承租房屋", "住房", "居住房屋", "该房屋", "标的房屋", "房屋详细"], &["坐落", "座落", "地址", "坐落地址", "坐落位置", "位置", "所在地", "所在位置", "详细地址", "具体地址"]),
    (Label::Room, &["租赁", "出租", "承租", "房屋", "租赁房屋", "出租房屋", "居住", "具体"], &["部位", "范围", "室号", "房间号", "房号", "室号部位", "部位室号", "部位(室号)", "室(部位)"]),
    (Label::HouseUsage, &["房屋", "住房", "建筑", "规划", "设计", "登记", "法定", "房屋规划", "房屋登记", "房屋设计", "批准"], &["用途", "使用用途", "规划用途", "登记用途"]),
    (Label::LeaseUsage, &["租赁", "出租", "承租", "租住", "房屋租赁", "房屋出租", "租赁房屋", "租用"], &["用途", "使用用途", "房屋用途"]),
    (Label::LeaseTerm, &["租赁", "承租", "出租", "合同", "租赁合同", "合同租赁", "房屋租赁", "备案租赁"], &["期限", "期间", "起止日", "起止日期", "起止时间", "起止期限", "有效期"]),
    (Label::LeaseStart, &["租赁", "租期", "租赁期", "租赁期限", "承租", "出租", "合同", "起租", "租约", "租赁合同"], &["开始", "起始", "起", "开始日", "开始日期", "起始日", "起始日期", "起始时间", "开始时间", "起日", "生效日", "生效日期", "自"]),
    (Label::LeaseEnd, &["租赁", "租期", "租赁期", "租赁期限", "承租", "出租", "合同", "租约", "租赁合同"], &["结束", "终止", "截止", "届满", "到期", "止", "至", "结束日", "结束日期", "结束时间", "终止日", "终止日期", "终止时间", "截止日", "截止日期", "届满日", "届满日期", "到期日", "到期日期", "止日"]),
    (Label::FilingNumber, &["备案", "登记备案", "租赁备案", "网签备案", "网签", "合同备案", "租赁合同备案", "登记", "证明", "通知书", "备案证明", "备案通知书", "备案登记"], &["编号", "号", "号码", "证号"]),
    (Label::IssuedOn, &["备案", "登记备案", "登记", "合同登记", "合同备案", "网签", "网签备案", "出具", "开具", "签发", "出证", "填发", "登簿"], &["日", "日期", "时间"]),
    (Label::Landlord, &["出租人", "出租方", "房屋出租人", "甲方"], &["姓名", "名称", "姓名(名称)", "姓名或名称", "姓名/名称", "名称(姓名)", "信息"]),
    (Label::Tenant, &["承租人", "承租方", "房屋承租人", "乙方"], &["姓名", "名称", "姓名(名称)", "姓名或名称", "姓名/名称", "名称(姓名)", "信息"]),
    (Label::Home, &["宿舍", "集体宿舍", "居住", "住宿", "现居住", "现住", "所住宿舍", "入住"], &["地址", "详细地址", "坐落", "地点", "位置", "处所", "房屋地址", "宿舍地址"]),
    (Label::Name, &["居住人", "居住人员", "住宿人", "住宿人员", "入住人", "入住人员", "职工", "员工", "学生", "人员", "本人"], &["姓名", "名字"]),
];

/// All label texts as characters.
static ALL: LazyLock<Vec<(Label, Vec<char>)>> = LazyLock::new(|| {
    let listed = TEXTS.iter().flat_map(|(label, texts)| texts.iter().map(|t| (*label, (*t).to_owned())));
    let composed = COMPOSED.iter().flat_map(|(label, first, second)| first.iter().flat_map(move |a| second.iter().map(move |b| (*label, format!("{a}{b}")))));
    let mut seen: HashMap<String, ()> = HashMap::new();
    // What is listed by itself says more than what is composed.
    listed.chain(composed).filter(|(_, text)| seen.insert(text.clone(), ()).is_none()).map(|(label, text)| (label, text.chars().collect())).collect()
});

/// Indices into [`ALL`] by first character: a line is searched at each of its characters.
static BY_FIRST: LazyLock<HashMap<char, Vec<usize>>> = LazyLock::new(|| {
    let mut map: HashMap<char, Vec<usize>> = HashMap::new();
    for (index, (_, text)) in ALL.iter().enumerate() {
        if let Some(first) = text.first() {
            map.entry(*first).or_default().push(index);
        }
    }
    map
});

fn beginning_with(first: char) -> impl Iterator<Item = &'static (Label, Vec<char>)> {
    BY_FIRST.get(&first).into_iter().flatten().filter_map(|i| ALL.get(*i))
}

/// A label seen in a line: the characters `from..to` of the line's run are the label itself,
/// its value begins at `value`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    pub label: Label,
    pub from: usize,
    pub to: usize,
    pub value: usize,
    pub colon: bool,
}

/// The label that `text` is, exactly.
pub(super) fn exact(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    beginning_with(first).find(|(_, chars)| text.chars().eq(chars.iter().copied())).map(|(label, _)| *label)
}

/// Whether `text` is a label but for one glyph.
pub(super) fn is_nearly(text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let wrong = |chars: &[char]| chars.iter().zip(&text).filter(|(a, b)| a != b).count();
    text.len() >= 2 && ALL.iter().any(|(_, chars)| chars.len() == text.len() && wrong(chars) == 1)
}

/// Whether some label begins with `text`.
pub(super) fn begins(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return true };
    beginning_with(first).any(|(_, chars)| text.chars().zip(chars.iter()).all(|(a, b)| a == *b) && text.chars().count() <= chars.len())
}

/// The labels in a line, from left to right.
pub(super) fn seen(run: &Run) -> Vec<Seen> {
    let start = bullet(run);
    let mut seen: Vec<Seen> = Vec::new();
    let mut at = start;
    if let Some(all) = only_labels(run) {
        return all;
    }
    while at < run.len() {
        // Two labels of a head row that detection took for one: 建筑面积房屋用途.
        let follows = seen.last().is_some_and(|l| l.value == at && !l.colon && l.to - l.from >= 3);
        let exact = longest(run, at).filter(|s| allowed(run, s, start) || (follows && s.to - s.from >= 4));
        // `室号或郜位` is the longer label misread, not 室号 with a value.
        let wrong = (at == start).then(|| misread(run, at)).flatten().filter(|w| exact.is_none_or(|e| w.to - w.from >= e.to - e.from + 2));
        let found = wrong.or(exact).or_else(|| (at == start).then(|| with_a_speck(run, at)).flatten()).or_else(|| unknown(run, at, start));
        match found {
            Some(s) => {
                at = s.value.max(at + 1);
                seen.push(s);
            }
            None => at += 1,
        }
    }
    seen
}

/// Labels of a head row that detection took for one line, without a value between them.
fn only_labels(run: &Run) -> Option<Vec<Seen>> {
    let mut seen: Vec<Seen> = Vec::new();
    let mut at = 0;
    while at < run.len() {
        let next = longest(run, at).filter(|s| !s.colon)?;
        at = next.value;
        seen.push(next);
    }
    (seen.len() >= 2).then_some(seen)
}

/// Where the text begins after a mark such as `1.`, `（二）` or `·`.
fn bullet(run: &Run) -> usize {
    let text: Vec<char> = run.0.iter().take(6).map(|c| c.folded).collect();
    let numeral = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    let digits = text.iter().take_while(|c| numeral(c)).count();
    if digits > 0 && text.get(digits).is_some_and(|c| matches!(c, '.' | '、' | ')')) {
        // `1.1 甲方` has two numbers.
        let more = text.iter().skip(digits + 1).take_while(|c| c.is_ascii_digit()).count();
        return digits + 1 + more;
    }
    if text.first() == Some(&'(') {
        let inner = text.iter().skip(1).take_while(|c| numeral(c)).count();
        if inner > 0 && text.get(inner + 1) == Some(&')') {
            return inner + 2;
        }
    }
    text.iter().take_while(|c| matches!(c, '·' | '•' | '●' | '■' | '◆' | '*' | '□' | '-' | '.' | '|' | '、' | ',' | ':' | ';' | '!' | '\'' | '`')).count()
}

fn longest(run: &Run, at: usize) -> Option<Seen> {
    let first = run.0.get(at)?.folded;
    let (label, text) = beginning_with(first).filter(|(_, text)| run.starts_at(at, text)).max_by_key(|(_, text)| text.len())?;
    Some(ended(run, *label, at, at + text.len()))
}

/// Adds what may stand between a label and its value: a remark in brackets and a colon.
fn ended(run: &Run, label: Label, from: usize, to: usize) -> Seen {
    let at = |i: usize| run.0.get(i).map(|c| c.folded);
    let mut value = to;
    if at(value) == Some('(')
        && let Some(close) = (value + 1..(value + 12).min(run.len())).find(|&i| at(i) == Some(')'))
    {
        let inside = run.range(value + 1, close).folded();
        let remark = ["方", "签", "章", "姓名", "名称", "单位", "平方米", "元", "公民", "地址", "全称", "m"];
        if at(close + 1) == Some(':') || remark.iter().any(|r| inside.contains(r)) {
            value = close + 1;
        }
    }
    // The remark goes on in the next line: 建筑面积(平 / 方米).
    if at(value) == Some('(') && run.len() - value <= 5 && ["平", "m", "㎡", "元", "单位", "人"].iter().any(|w| run.starts_at(value + 1, &w.chars().collect::<Vec<_>>())) && !run.from(value).contains(")") {
        value = run.len();
    }
    value = past_translation(run, value);
    // The bracket behind `甲方（出租方` may be lost, or taken for another glyph.
    if at(value) == Some('(') {
        let role = ["出租方", "承租方", "出租人", "承租人"].iter().find(|r| run.starts_at(value + 1, &r.chars().collect::<Vec<_>>()));
        value = role.map_or(value, |r| value + 1 + r.chars().count());
    }
    let colon = at(value) == Some(':');
    if colon {
        value += 1;
        while at(value) == Some(':') {
            value += 1;
        }
    }
    Seen { label, from, to, value, colon }
}

/// English words of labels printed in two languages. A name in Latin letters is none of them.
const TRANSLATED: &[&str] = &[
    "lessee", "lessor", "tenant", "landlord", "name", "address", "use", "usage", "purpose", "of", "premises", "property", "house", "housing", "floor", "area", "gross", "date", "commencement", "effective", "expiry", "start", "starting", "end", "ending", "term", "period", "lease", "leased", "rental", "number", "no", "id", "certificate", "owner", "owners", "holder", "obligee", "filing", "authority", "room", "unit", "location", "located", "type", "registration", "registered", "issue", "issued", "issuing", "the", "building", "seal", "department", "resident", "dormitory", "party", "and", "by", "rent", "monthly", "to", "from", "co-ownership", "ownership", "land", "right", "remarks", "for",
];

/// Where the value begins behind a label's translation: `承租人 Lessee`, `证件号码 ID No.`.
fn past_translation(run: &Run, from: usize) -> usize {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '-' | '/');
    let mut at = from;
    loop {
        // A gap, or the end of the letters, ends a word.
        let end = (at..run.len()).find(|&i| !latin(run.0[i].folded) || (i > at && run.0[i].gap)).unwrap_or(run.len());
        let word: String = run.range(at, end).folded().to_ascii_lowercase();
        let word = word.trim_matches(|c| matches!(c, '.' | '/' | '-'));
        if word.is_empty() || !all_translated(word) {
            return at;
        }
        at = end;
    }
}

/// Whether a word, or several without a space between them (`UseofPremises`), is of labels.
fn all_translated(word: &str) -> bool {
    word.is_empty() || TRANSLATED.iter().any(|t| word.strip_prefix(t).is_some_and(all_translated))
}

/// Whether a label at this place is a label and not a word of a sentence.
fn allowed(run: &Run, s: &Seen, start: usize) -> bool {
    let length = s.to - s.from;
    let rest = run.len() - s.value;
    let Some(here) = run.0.get(s.from) else { return false };
    let after = run.0.get(s.value);
    if s.from == start {
        // A two-character word at the head of a sentence is no label: 地址变更应当在….
        return s.colon || length >= 3 || rest == 0 || after.is_some_and(|c| c.gap) || rest <= 14 || matches!(s.label, Label::Location | Label::Usage);
    }
    let Some(before) = run.0.get(s.from - 1) else { return false };
    let separated = here.gap || !is_han(before.folded);
    if s.colon {
        return separated || length >= 4;
    }
    // In a sentence words such as 租赁期限 follow a comma; a cell's label stands apart or follows
    // a number.
    let cell = here.gap || before.folded.is_ascii_digit() || matches!(before.folded, '/' | ';' | ')' | 'm' | '²');
    if run.len() > 45 { here.gap && length >= 3 } else { cell || (length >= 4 && separated) }
}

/// A label of three characters and more with one wrong glyph, at the head of a line. It counts
/// only when no other label is as near: 出租人 and 承租人 differ by one glyph.
fn misread(run: &Run, at: usize) -> Option<Seen> {
    let mut best: Option<(Label, usize)> = None;
    for (label, chars) in ALL.iter().filter(|(_, chars)| chars.len() >= 3 && at + chars.len() <= run.len()) {
        let wrong = chars.iter().zip(&run.0[at..]).filter(|(c, seen)| **c != seen.folded).take(2).count();
        if wrong != 1 {
            continue;
        }
        // A wrong glyph at the end may be the value's first: 房屋坐华发路 has lost a character.
        let end = at + chars.len();
        let last = chars.last().zip(run.0.get(end - 1)).is_some_and(|(c, seen)| *c != seen.folded);
        let apart = run.0.get(end).is_none_or(|c| c.gap || c.folded == ':');
        if last && !apart {
            continue;
        }
        match best {
            Some((other, _)) if other != *label => return None,
            Some((_, length)) if length >= chars.len() => {}
            _ => best = Some((*label, chars.len())),
        }
    }
    if best.is_none() && at == 0 {
        return cut_off(run).or_else(|| beheaded(run));
    }
    let (label, length) = best.filter(|(label, _)| *label != Label::Other)?;
    let seen = ended(run, label, at, at + length);
    // Three characters need a sign that they are a label: a watermark's 租赁备 is not 租赁期.
    let apart = seen.colon || length >= 4 || run.0.get(seen.value).is_none_or(|c| c.gap);
    (apart && run.len() <= 45).then_some(seen)
}

/// A line that is a label but for its last character, which a seal covers: 权利 for 权利人.
fn cut_off(run: &Run) -> Option<Seen> {
    let fits = |chars: &[char]| chars.len() >= 3 && chars.len() == run.len() + 1 && run.starts_at(0, &chars[..chars.len() - 1]);
    let mut labels = ALL.iter().filter(|(_, chars)| fits(chars)).map(|(label, _)| *label);
    let label = labels.next()?;
    let alone = labels.all(|l| l == label) && label != Label::Other;
    alone.then_some(Seen { label, from: 0, to: run.len(), value: run.len(), colon: false })
}

/// A label of four characters and more without its first one, which a seal or a rule covers:
/// 号部位 for 室号部位. It stands alone or ends in a colon.
fn beheaded(run: &Run) -> Option<Seen> {
    let fits = |chars: &[char]| chars.len() >= 4 && run.starts_at(0, &chars[1..]) && run.0.get(chars.len() - 1).is_none_or(|c| c.folded == ':');
    let mut labels = ALL.iter().filter(|(_, chars)| fits(chars));
    let (label, chars) = labels.next()?;
    let alone = labels.all(|(l, _)| l == label) && *label != Label::Other;
    alone.then(|| ended(run, *label, 0, chars.len() - 1))
}

/// What is left of 坐落, or a label with a speck of dirt in it, read as a comma: `承租，人`.
fn with_a_speck(run: &Run, at: usize) -> Option<Seen> {
    if run.len() == 1 && matches!(run.0.get(at).map(|c| c.folded), Some('坐' | '座')) {
        return Some(ended(run, Label::Location, at, at + 1));
    }
    let speck = (at + 1..at + 6).find(|&i| run.0.get(i).is_some_and(|c| matches!(c.folded, ',' | '.' | '、' | '·' | '\'' | '。' | '☑' | '□' | '√' | '■' | '|')))?;
    let clean = Run(run.0.iter().enumerate().filter(|(i, _)| *i != speck).map(|(_, c)| *c).collect());
    let seen = longest(&clean, at).filter(|s| s.to > speck && (s.to - s.from >= 3 || s.to == clean.len() || s.colon))?;
    Some(Seen { to: seen.to + 1, value: seen.value + 1, ..seen })
}

/// A label that no dictionary knows: two to eight Chinese characters before a colon.
fn unknown(run: &Run, at: usize, start: usize) -> Option<Seen> {
    let separated = at == start || run.0[at].gap || matches!(run.0[at - 1].folded, ';' | ',' | '。' | '/' | ')');
    if !separated || !is_han(run.0[at].folded) {
        return None;
    }
    let word = run.0.iter().skip(at).take_while(|c| is_han(c.folded)).count();
    if !(2..=8).contains(&word) {
        return None;
    }
    // 整套建筑面积: ends in a label that is known, with a value in front of it.
    let known = (1..word).filter_map(|k| longest(run, at + k)).any(|s| s.to == at + word && s.to - s.from >= 4);
    let seen = ended(run, Label::Other, at, at + word);
    (seen.colon && !known).then_some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextLine;

    fn labels(text: &str) -> Vec<(Label, String)> {
        let line = TextLine { text: text.into(), confidence: 1.0, region: Default::default(), upright: Default::default(), glyphs: vec![] };
        let run = Run::of(&line, 0, 0);
        let seen = seen(&run);
        seen.iter()
            .enumerate()
            .map(|(i, s)| (s.label, run.range(s.value, seen.get(i + 1).map_or(run.len(), |n| n.from)).text()))
            .collect()
    }

    #[test]
    fn several_labels_stand_in_one_line() {
        assert_eq!(labels("室号或部位 1101 建筑面积 148.08"), [(Label::Room, "1101".into()), (Label::BuildingArea, "148.08".into())]);
        assert_eq!(labels("室号或部位1101建筑面积148.08"), [(Label::Room, "1101".into()), (Label::BuildingArea, "148.08".into())]);
        assert_eq!(labels("土地用途：住宅/房屋用途：居住"), [(Label::LandUsage, "住宅/".into()), (Label::HouseUsage, "居住".into())]);
    }

    #[test]
    fn a_label_is_found_spread_out_and_with_a_wrong_glyph() {
        assert_eq!(labels("房 地 坐 落 华发路406弄10号"), [(Label::Location, "华发路406弄10号".into())]);
        assert_eq!(labels("室号或郜位 1101"), [(Label::Room, "1101".into())]);
        assert_eq!(labels("房屋坐华发路406弄10号"), []);
        assert_eq!(labels("权利"), [(Label::Holder, "".into())]);
        assert_eq!(labels("甲方（出租方上海远航物流有限公司"), [(Label::Landlord, "上海远航物流有限公司".into())]);
        assert_eq!(labels("承租人 Lessee"), [(Label::Tenant, "".into())]);
        assert_eq!(labels("房屋用途 Use of Premises"), [(Label::HouseUsage, "".into())]);
        assert_eq!(labels("承租人 ANNA MUSTER"), [(Label::Tenant, "ANNA MUSTER".into())]);
        assert_eq!(labels("承租，人 杨平"), [(Label::Tenant, "杨平".into())]);
        assert_eq!(labels("饮利人"), [(Label::Holder, "".into())]);
        assert_eq!(labels("号部位：2109"), [(Label::Room, "2109".into())]);
        assert_eq!(labels(",面积"), [(Label::Area, "".into())]);
        assert_eq!(labels("建筑面积房屋用途"), [(Label::BuildingArea, "".into()), (Label::HouseUsage, "".into())]);
        assert_eq!(labels("冫租人 李四"), [], "landlord and tenant differ by that glyph");
    }

    #[test]
    fn words_of_a_sentence_are_no_labels() {
        assert_eq!(labels("地址变更应当在三十日内到社区事务受理服务中心办理手续"), []);
    }
}
