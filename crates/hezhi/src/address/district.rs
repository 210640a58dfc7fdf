//! Shanghai's districts, those that were merged or renamed, and what else names a district.

/// A district of today, by its place in [`NAMES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct District(u8);

/// The code of 国家统计局, the name, and the name without its ending.
const NAMES: [(&str, &str, &str); 16] = [
    ("310101", "黄浦区", "黄浦"),
    ("310104", "徐汇区", "徐汇"),
    ("310105", "长宁区", "长宁"),
    ("310106", "静安区", "静安"),
    ("310107", "普陀区", "普陀"),
    ("310109", "虹口区", "虹口"),
    ("310110", "杨浦区", "杨浦"),
    ("310112", "闵行区", "闵行"),
    ("310113", "宝山区", "宝山"),
    ("310114", "嘉定区", "嘉定"),
    ("310115", "浦东新区", "浦东"),
    ("310116", "金山区", "金山"),
    ("310117", "松江区", "松江"),
    ("310118", "青浦区", "青浦"),
    ("310120", "奉贤区", "奉贤"),
    ("310151", "崇明区", "崇明"),
];

/// Codes that were in force when certificates now in drawers were printed.
const FORMER_CODES: [(&str, &str); 10] = [
    ("310103", "黄浦区"),
    ("310108", "静安区"),
    ("310119", "浦东新区"),
    ("310230", "崇明区"),
    ("310225", "浦东新区"),
    ("310102", "黄浦区"),
    ("310226", "奉贤区"),
    ("310227", "松江区"),
    ("310228", "金山区"),
    ("310229", "青浦区"),
];

impl District {
    pub fn all() -> impl Iterator<Item = District> {
        (0..NAMES.len() as u8).map(District)
    }

    /// 徐汇区, 徐汇 and 浦东区 are names of a district.
    pub fn named(name: &str) -> Option<District> {
        let name = if name == "浦东区" { "浦东新区" } else { name };
        District::all().find(|district| district.name() == name || district.stem() == name)
    }

    pub fn name(self) -> &'static str {
        NAMES.get(usize::from(self.0)).map_or("", |(_, name, _)| name)
    }

    /// The name without 区 or 新区.
    pub fn stem(self) -> &'static str {
        NAMES.get(usize::from(self.0)).map_or("", |(_, _, stem)| stem)
    }

    /// The district of an administrative code, of today or former.
    pub fn of_code(code: &str) -> Option<District> {
        District::all()
            .find(|district| NAMES.get(usize::from(district.0)).is_some_and(|row| row.0 == code))
            .or_else(|| {
                let (_, name) = FORMER_CODES.iter().find(|(former, _)| *former == code)?;
                District::named(name)
            })
    }
}

/// A district or county that no longer exists under this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Former(u8);

struct FormerRow {
    names: &'static [&'static str],
    today: &'static str,
    /// The towns of today that lie in it; empty where it became a district as a whole.
    towns: &'static [&'static str],
}

/// 南市区 joined 黄浦区 in 2000, 南汇区 浦东新区 in 2009, 卢湾区 黄浦区 in 2011, 闸北区 静安区 in
/// 2015; 崇明县 became 崇明区 in 2016, the other counties between 1988 and 2001. 川沙县 became
/// most of 浦东新区 and 上海县 most of 闵行区 in 1992.
const FORMER: &[FormerRow] = &[
    FormerRow {
        names: &["闸北区", "闸北"],
        today: "静安区",
        towns: &[
            "天目西路街道", "北站街道", "宝山路街道", "芷江西路街道", "共和新路街道", "大宁路街道",
            "彭浦新村街道", "临汾路街道", "彭浦镇",
        ],
    },
    FormerRow {
        names: &["卢湾区", "卢湾"],
        today: "黄浦区",
        towns: &["五里桥街道", "打浦桥街道", "淮海中路街道", "瑞金二路街道"],
    },
    FormerRow {
        names: &["南市区", "南市"],
        today: "黄浦区",
        towns: &["半淞园路街道", "小东门街道", "老西门街道", "豫园街道"],
    },
    FormerRow {
        names: &["南汇区", "南汇县", "南汇"],
        today: "浦东新区",
        towns: &[
            "惠南镇", "周浦镇", "新场镇", "大团镇", "康桥镇", "航头镇", "祝桥镇", "泥城镇",
            "宣桥镇", "书院镇", "万祥镇", "老港镇", "南汇新城镇", "芦潮港农场", "东海农场",
            "朝阳农场",
        ],
    },
    FormerRow { names: &["崇明县"], today: "崇明区", towns: &[] },
    FormerRow { names: &["松江县"], today: "松江区", towns: &[] },
    FormerRow { names: &["青浦县"], today: "青浦区", towns: &[] },
    FormerRow { names: &["奉贤县"], today: "奉贤区", towns: &[] },
    FormerRow { names: &["金山县"], today: "金山区", towns: &[] },
    FormerRow { names: &["嘉定县"], today: "嘉定区", towns: &[] },
    FormerRow {
        names: &["川沙县"],
        today: "浦东新区",
        towns: &[
            "川沙新镇", "高桥镇", "北蔡镇", "合庆镇", "唐镇", "曹路镇", "金桥镇", "高行镇",
            "高东镇", "张江镇", "三林镇", "花木街道",
        ],
    },
];

impl Former {
    pub(super) fn all() -> impl Iterator<Item = Former> {
        (0..FORMER.len() as u8).map(Former)
    }

    fn row(self) -> Option<&'static FormerRow> {
        FORMER.get(usize::from(self.0))
    }

    /// Its names, the official one first.
    pub(super) fn names(self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| row.names)
    }

    pub(super) fn named(name: &str) -> Option<Former> {
        Former::all().find(|former| former.names().contains(&name))
    }

    /// The district it lies in today.
    pub(super) fn today(self) -> Option<District> {
        District::named(self.row()?.today)
    }

    /// It became a district without a change of its bounds.
    pub(super) fn whole(self) -> bool {
        self.row().is_some_and(|row| row.towns.is_empty())
    }

    pub(super) fn holds_town(self, town: &str) -> bool {
        self.row().is_some_and(|row| row.towns.contains(&town))
    }
}
