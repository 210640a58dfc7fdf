//! What the office did in a period: counts from the store, titles from the rule book, and each
//! table as a file that office programs open.

use std::path::Path;

use hezhi::finding::Verdict;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::view::{Language, Overview, OverviewTable, Period, Spread, Tally};

impl Desk {
    pub fn overview(&self, period: &Period) -> Result<Overview, DeskError> {
        if let (Some(from), Some(to)) = (period.from, period.to)
            && from > to
        {
            return Err(DeskError::Invalid("开始日期晚于结束日期。请调换后再看。".into()));
        }
        let mut overview = self.store.overview(period)?;
        for row in &mut overview.by_rule {
            let rule = self.rules.rules().iter().find(|rule| rule.id == row.rule);
            // A rule that this version no longer knows goes by its name.
            row.title = rule.map_or_else(|| row.rule.clone(), |rule| rule.title.clone());
        }
        Ok(overview)
    }

    /// Writes a table of the overview to a file, in the place of one that is there.
    pub fn save_overview(
        &self,
        period: &Period,
        table: OverviewTable,
        language: Language,
        path: &Path,
    ) -> Result<(), DeskError> {
        std::fs::write(path, self.overview_csv(period, table, language)?)
            .map_err(DeskError::file(path))
    }

    /// A table of the overview as CSV: UTF-8 with a byte order mark, by which WPS and Excel know
    /// it, and CRLF between the lines. Names of people and rules are the office's own in either
    /// language.
    pub fn overview_csv(
        &self,
        period: &Period,
        table: OverviewTable,
        language: Language,
    ) -> Result<String, DeskError> {
        let lines = lines(&self.overview(period)?, table, language);
        let line =
            |cells: &Vec<String>| cells.iter().map(|c| cell(c)).collect::<Vec<_>>().join(",");
        Ok(lines.iter().fold("\u{feff}".to_owned(), |csv, cells| csv + &line(cells) + "\r\n"))
    }
}

const KINDS: [&str; 4] = ["受理", "要求补正", "不予受理", "留待处理"];

fn lines(overview: &Overview, table: OverviewTable, language: Language) -> Vec<Vec<String>> {
    let say = |words| said(words, language);
    match table {
        OverviewTable::Advice => {
            let rows = overview.advice.iter().map(|row| {
                let advice = row.advice.map_or("没有建议", Verdict::label);
                [vec![say(advice).into()], tally(&row.decisions)].concat()
            });
            headed(language, &["程序建议"], &KINDS, &[], rows)
        }
        OverviewTable::Days => {
            let rows = overview.by_day.iter().map(|row| {
                let own = vec![row.day.to_string(), row.received.to_string()];
                [own, tally(&row.decisions)].concat()
            });
            headed(language, &["日期", "收到"], &KINDS, &[], rows)
        }
        OverviewTable::Channels => {
            let rows = overview.by_channel.iter().map(|row| {
                let own = vec![say(channel(row.channel)).to_owned(), row.received.to_string()];
                [own, tally(&row.decisions)].concat()
            });
            headed(language, &["渠道", "收到"], &KINDS, &[], rows)
        }
        OverviewTable::People => {
            let more = [
                "程序有明确建议", "另作决定", "中位用时（小时）", "九成以内（小时）",
                "中位审核用时（分钟）",
            ];
            let rows = overview.by_person.iter().map(|row| {
                let own = vec![row.person.clone()];
                let overruled = [row.overruled.advised, row.overruled.otherwise];
                let overruled = overruled.map(|n| n.to_string()).to_vec();
                let hours = hours(row.time_to_decision.as_ref()).to_vec();
                let minutes = row.time_of_review.map(|time| format!("{:.1}", time.median / 60.0));
                [own, tally(&row.decisions), overruled, hours, vec![minutes.unwrap_or_default()]]
                    .concat()
            });
            headed(language, &["人员"], &KINDS, &more, rows)
        }
        OverviewTable::Rules => {
            let heads = ["规则", "名称", "不符合", "其中另作决定", "无法确定", "其中另作决定"];
            let rows = overview.by_rule.iter().map(|row| {
                let counts = [row.failed, row.undetermined].map(|f| [f.decided, f.otherwise]);
                let counts = counts.concat().iter().map(u32::to_string).collect();
                [vec![row.rule.clone(), row.title.clone()], counts].concat()
            });
            headed(language, &heads, &[], &[], rows)
        }
    }
}

fn headed(
    language: Language,
    first: &[&str],
    kinds: &[&str],
    last: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Vec<Vec<String>> {
    let head =
        [first, kinds, last].concat().into_iter().map(|words| said(words, language).to_owned());
    let head = head.collect();
    std::iter::once(head).chain(rows).collect()
}

/// The words of the tables: those of the screen (`ui/src/language/en.json`, whose test compares
/// them) and a few of their own.
const ENGLISH: [(&str, &str); 28] = [
    ("受理", "Accept"),
    ("要求补正", "Supplement"),
    ("不予受理", "Refuse"),
    ("留待处理", "Left open"),
    ("程序建议", "Advice"),
    ("没有建议", "No advice"),
    ("可以受理", "Acceptable"),
    ("人工核查", "Review"),
    ("补正材料", "Supplement"),
    ("日期", "Day"),
    ("收到", "Received"),
    ("渠道", "Channel"),
    ("网上", "Online"),
    ("窗口", "Counter"),
    ("自助机", "Kiosk"),
    ("批量", "Batch"),
    ("未注明", "Not stated"),
    ("人员", "People"),
    ("程序有明确建议", "Clearly advised"),
    ("另作决定", "Decided otherwise"),
    ("中位用时（小时）", "Median time (hours)"),
    ("九成以内（小时）", "Nine of ten within (hours)"),
    ("中位审核用时（分钟）", "Median review (minutes)"),
    ("规则", "Rules"),
    ("名称", "Name"),
    ("不符合", "Not met"),
    ("其中另作决定", "Decided otherwise"),
    ("无法确定", "Undetermined"),
];

fn said(words: &str, language: Language) -> &str {
    let english = || ENGLISH.iter().find(|(chinese, _)| *chinese == words).map(|(_, said)| *said);
    match language {
        Language::Chinese => words,
        Language::English => english().unwrap_or(words),
    }
}

fn tally(tally: &Tally) -> Vec<String> {
    [tally.accept, tally.supplement, tally.refuse, tally.review].map(|n| n.to_string()).to_vec()
}

fn hours(spread: Option<&Spread>) -> [String; 2] {
    let hours = |seconds: f64| format!("{:.1}", seconds / 3600.0);
    spread.map_or_else(Default::default, |spread| [hours(spread.median), hours(spread.ninetieth)])
}

fn channel(channel: Option<hezhi::application::Channel>) -> &'static str {
    use hezhi::application::Channel;
    match channel {
        Some(Channel::Online) => "网上",
        Some(Channel::Counter) => "窗口",
        Some(Channel::Kiosk) => "自助机",
        Some(Channel::Batch) => "批量",
        None => "未注明",
    }
}

/// A cell in quotes where it has to be. What begins like a formula would be computed by the
/// program that opens the file: an apostrophe before it keeps it text.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_text_whatever_it_begins_with() {
        for formula in ["=1+1", "+86", "-2", "@SUM(A1)"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        assert_eq!(cell("王,\"小\""), "\"王,\"\"小\"\"\"");
        assert_eq!(cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assert_eq!(cell("2026-03-05"), "2026-03-05");
    }
}
