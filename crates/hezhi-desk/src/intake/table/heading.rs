//! What a column means, by its heading as offices write it.

use crate::view::TableColumn::{self, *};

/// The words of a heading, and what it then means. The first line that fits decides: all words
/// between `+` must stand in the heading, a heading after `=` is the whole of it. So 产权人姓名
/// is found before 姓名, and the number of a certificate is none of the application.
const HEADINGS: &[(Option<TableColumn>, &[&str])] = &[
    (
        Some(AgentRelation),
        &["代理人+关系", "代办人+关系", "监护人+关系", "经办人+关系", "agentrelation"],
    ),
    (
        Some(AgentIdNumber),
        &[
            "代理人+号", "代办人+号", "监护人+号", "代理人+身份证", "代办人+身份证",
            "监护人+身份证", "agentid",
        ],
    ),
    (Some(AgentName), &["代理人", "代办人", "监护人", "=agent", "agentname"]),
    (
        Some(HolderRelation),
        &[
            "产权人+关系", "承租人+关系", "权利人+关系", "房主+关系", "房东+关系", "所有人+关系",
            "holderrelation", "=亲属关系", "=relation", "=关系",
        ],
    ),
    // Numbers and dates of certificates are read off the scans and not declared.
    (
        None,
        &[
            "产权证+号", "房产证+号", "不动产权+号", "备案+号", "合同+号", "手机", "电话", "联系",
            "phone", "mobile",
        ],
    ),
    (
        None,
        &[
            "产权人+号", "承租人+号", "权利人+号", "房主+号", "房东+号", "产权人+身份证",
            "承租人+身份证",
        ],
    ),
    (
        Some(HolderName),
        &[
            "=产权人", "=承租人", "=权利人", "=房主", "=房屋所有人", "=所有权人", "=所有人",
            "=房东", "产权人+姓名", "承租人+姓名", "权利人+姓名", "房主+姓名", "所有人+姓名",
            "所有权人+姓名", "产权人+名称", "权利人+名称", "产权人/承租人", "产权人或承租人",
            "holder", "=owner", "ownername", "=tenant",
        ],
    ),
    (
        Some(IdNumber),
        &[
            "身份证", "公民身份", "=证件号码", "=证件号", "=证件编号", "证件+号码", "idnumber",
            "idcard", "=idno", "identitynumber",
        ],
    ),
    (
        Some(RegisteredAddress),
        &["登记地址", "原地址", "原居住地址", "已登记+地址", "原登记+地址", "registeredaddress"],
    ),
    // Where somebody is from is not where they live.
    (None, &["户籍", "户口", "籍贯", "单位地址", "单位名称", "工作单位", "通讯地址", "邮寄"]),
    (
        Some(Basis),
        &[
            "居住方式", "住所性质", "居住类别", "居住性质", "居住类型", "住所类别", "住所类型",
            "住房性质", "住房类型", "房屋性质", "房屋类型", "住房方式", "居住形式", "居住证明类型",
            "=basis", "residencebasis",
        ],
    ),
    (
        Some(Address),
        &[
            "居住地址", "现住址", "居住地", "居住住址", "现居地", "现居住", "申报地址", "住宿地址",
            "房屋地址", "房屋坐落", "=地址", "=住址", "=坐落", "=详细地址", "=住所", "=address",
            "residenceaddress", "homeaddress",
        ],
    ),
    (Some(RegisteredOn), &["登记日期", "登记时间", "首次登记", "registeredon", "registrationdate"]),
    (
        Some(PermitExpiresOn),
        &[
            "居住证+有效期", "居住证+到期", "证件+有效期", "签注+到期", "签注+有效期", "=有效期至",
            "=到期日期", "=有效期", "permitexpires", "expireson",
        ],
    ),
    (
        Some(SubmittedOn),
        &[
            "申请日期", "申请时间", "受理日期", "受理时间", "提交日期", "提交时间", "申报日期",
            "申报时间", "收件日期", "收件时间", "办理日期", "=日期", "submittedon",
            "submissiondate", "=date", "applicationdate",
        ],
    ),
    (
        Some(Service),
        &[
            "办理事项", "业务类型", "业务类别", "办理业务", "申请事项", "申请类型", "申请类别",
            "业务种类", "=事项", "=业务", "事项名称", "办件类型", "=service",
        ],
    ),
    (
        Some(Channel),
        &["渠道", "来源", "办理方式", "申请方式", "受理方式", "提交方式", "办理途径", "=channel"],
    ),
    (
        Some(Files),
        &[
            "文件", "扫描件", "附件", "图片", "照片", "影像", "=材料", "材料名称", "证明材料",
            "=files", "=file", "filename", "documents", "=scan", "scans", "attachment", "images",
            "=image",
        ],
    ),
    (
        Some(Id),
        &[
            "=编号", "受理编号", "受理号", "申请编号", "申请号", "业务编号", "业务号", "流水号",
            "办件编号", "办件号", "收件编号", "收件号", "业务流水", "受理单号", "=单号", "=id",
            "applicationid", "applicationno", "applicationnumber", "=number", "=no",
        ],
    ),
    (
        Some(Name),
        &[
            "=姓名", "=申请人", "申请人+姓名", "=申报人", "申报人+姓名", "=居住人", "居住人+姓名",
            "来沪人员", "人员姓名", "=名字", "=name", "applicant",
        ],
    ),
];

/// What a column seems to mean; none where the heading is none of ours.
fn column(heading: &str) -> Option<TableColumn> {
    let heading = plain(heading);
    let fits = |words: &str| match words.strip_prefix('=') {
        Some(whole) => heading == whole,
        None => words.split('+').all(|word| heading.contains(word)),
    };
    HEADINGS.iter().find(|(_, any)| any.iter().any(|words| fits(words))).and_then(|(c, _)| *c)
}

/// What the columns seem to mean. Of two that mean the same the first counts.
pub(super) fn columns(headings: &[String]) -> Vec<Option<TableColumn>> {
    let mut columns: Vec<Option<TableColumn>> = Vec::new();
    for heading in headings {
        columns.push(column(heading).filter(|column| !columns.contains(&Some(*column))));
    }
    columns
}

/// Without blanks, case, marks, and what stands in brackets: `* 姓　名（必填）` is 姓名.
fn plain(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut plain = String::new();
    for c in super::value::half_width(heading).chars() {
        match c {
            '(' | '[' | '【' | '<' => depth += 1,
            ')' | ']' | '】' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 && (c.is_alphanumeric() || c == '/') => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    plain
}

/// A column as a person would call it.
pub(super) fn label(column: TableColumn) -> &'static str {
    match column {
        Id => "编号",
        Service => "办理事项",
        Channel => "提交渠道",
        SubmittedOn => "申请日期",
        Name => "姓名",
        IdNumber => "身份证号",
        Address => "居住地址",
        Basis => "居住方式",
        HolderName => "产权人或承租人",
        HolderRelation => "与产权人关系",
        RegisteredAddress => "登记地址",
        RegisteredOn => "登记日期",
        PermitExpiresOn => "居住证有效期",
        AgentName => "代理人姓名",
        AgentIdNumber => "代理人身份证号",
        AgentRelation => "与代理人关系",
        Files => "扫描件",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_as_offices_write_them() {
        for (heading, expected) in [
            ("受理编号", Some(Id)),
            ("申请编号", Some(Id)),
            ("编　号", Some(Id)),
            ("ID", Some(Id)),
            ("* 姓 名（必填）", Some(Name)),
            ("申请人", Some(Name)),
            ("申请人姓名", Some(Name)),
            ("Name", Some(Name)),
            ("公民身份号码", Some(IdNumber)),
            ("申请人身份证号", Some(IdNumber)),
            ("证件号码", Some(IdNumber)),
            ("id_number", Some(IdNumber)),
            ("现住址", Some(Address)),
            ("居住地址", Some(Address)),
            ("地址", Some(Address)),
            ("户籍地址", None),
            ("居住方式", Some(Basis)),
            ("住所性质", Some(Basis)),
            ("居住类别", Some(Basis)),
            ("产权人", Some(HolderName)),
            ("承租人姓名", Some(HolderName)),
            ("产权人/承租人姓名", Some(HolderName)),
            ("与产权人关系", Some(HolderRelation)),
            ("产权人身份证号", None),
            ("产权证号", None),
            ("联系电话", None),
            ("办理事项", Some(Service)),
            ("业务类型", Some(Service)),
            ("申请日期", Some(SubmittedOn)),
            ("受理日期", Some(SubmittedOn)),
            ("submitted_on", Some(SubmittedOn)),
            ("扫描件", Some(Files)),
            ("附件名称", Some(Files)),
            ("文件夹", Some(Files)),
            ("图片文件名", Some(Files)),
            ("代理人姓名", Some(AgentName)),
            ("代办人身份证号码", Some(AgentIdNumber)),
            ("监护人与申请人关系", Some(AgentRelation)),
            ("原登记地址", Some(RegisteredAddress)),
            ("居住登记日期", Some(RegisteredOn)),
            ("居住证有效期至", Some(PermitExpiresOn)),
            ("备注", None),
            ("序号", None),
            ("性别", None),
        ] {
            assert_eq!(column(heading), expected, "{heading}");
        }
    }

    #[test]
    fn of_two_columns_that_mean_the_same_the_first_counts() {
        let headings = ["地址", "详细地址", "姓名"].map(String::from);
        assert_eq!(columns(&headings), [Some(Address), None, Some(Name)]);
    }
}
