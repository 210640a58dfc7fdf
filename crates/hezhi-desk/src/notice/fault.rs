//! What is wrong with a template, in Chinese, with the line.

use typst::diag::SourceDiagnostic;

use super::typeset::Sheet;
use crate::view::{TemplateFault, TemplateName};

/// More would not help anybody.
const MOST: usize = 5;

/// Typst's words for what goes wrong most, and ours. What follows the first part is put in the
/// place of `{}`.
const WORDS: &[(&str, &str)] = &[
    ("unknown variable: ", "没有叫“{}”的名字，请检查拼写"),
    ("unclosed delimiter", "括号没有配对，缺少后一半"),
    ("unexpected closing", "括号没有配对，多了后一半"),
    ("unclosed string", "引号没有配对，缺少后一半"),
    ("unclosed raw text", "反引号没有配对，缺少后一半"),
    ("unclosed label", "尖括号没有配对；要印出 < 请写 \\<"),
    ("unexpected argument: ", "多了参数“{}”"),
    ("unexpected argument", "参数太多"),
    ("missing argument: ", "缺少参数“{}”"),
    ("dictionary does not contain key ", "资料里没有“{}”这一项，可用的见“模板里可以用的资料”"),
    ("unresolved import", "引用的名字不存在"),
    ("failed to load file", "模板不能读取文件；只能引用 letter.typ"),
    ("file not found", "模板不能读取文件；只能引用 letter.typ"),
    ("path ", "模板不能读取文件；只能引用 letter.typ"),
    ("package not found", "模板不能使用外部的包"),
    ("unable to get the current date", "模板不能取当天的日期，请用 notice.issued_on"),
    ("loop seems to be infinite", "循环没有尽头"),
    ("maximum ", "层层引用太深，可能在引用自己"),
    ("cannot join ", "不能把这两种内容连在一起：{}"),
    ("cannot add ", "不能把这两种内容相加：{}；没有值（none）的资料请先判断"),
    ("type none has no ", "这一项资料可能没有值（none），用之前请先判断"),
    ("cannot loop over ", "不能逐条列出：{}"),
    ("cannot divide by zero", "除数是零"),
    ("panicked with: ", "模板自己中止：{}"),
    ("expected ", "这里的写法不完整或类型不对，应为：{}"),
    ("unexpected ", "这里多了不该有的内容：{}"),
    ("the character `#` is not valid in code", "代码里不要再写 #"),
];

/// The faults of a compilation, the first first.
pub fn faults(
    errors: &[SourceDiagnostic],
    sheet: &Sheet,
    name: TemplateName,
) -> Vec<TemplateFault> {
    errors.iter().take(MOST).map(|error| fault(error, sheet, name)).collect()
}

fn fault(error: &SourceDiagnostic, sheet: &Sheet, name: TemplateName) -> TemplateFault {
    let place =
        error.span.id().and_then(|id| sheet.template(id, name)).map(|(template, source)| {
            let start = typst::WorldExt::range(sheet, error.span).map(|range| range.start);
            let line = start.and_then(|start| source.lines().byte_to_line(start));
            (template, line.and_then(|line| u32::try_from(line + 1).ok()))
        });
    let (template, line) = place.unwrap_or((name, None));
    TemplateFault { template, line, message: chinese(&error.message) }
}

/// All of them in a sentence each, for people who see no editor.
pub fn told(faults: &[TemplateFault]) -> String {
    let one = |fault: &TemplateFault| match fault.line {
        Some(line) => format!("“{}”模板第{line}行：{}", fault.template.title(), fault.message),
        None => format!("“{}”模板：{}", fault.template.title(), fault.message),
    };
    faults.iter().map(one).collect::<Vec<_>>().join("；")
}

fn chinese(message: &str) -> String {
    let known = WORDS.iter().find_map(|(start, words)| {
        let rest = message.strip_prefix(start)?.trim_matches(|c| matches!(c, '`' | '"' | ' '));
        Some(words.replace("{}", rest))
    });
    known.unwrap_or_else(|| format!("写法有误（{message}）"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_faults_are_told_in_chinese() {
        assert_eq!(chinese("unknown variable: nam"), "没有叫“nam”的名字，请检查拼写");
        assert_eq!(chinese("unclosed delimiter"), "括号没有配对，缺少后一半");
        assert!(chinese("dictionary does not contain key \"nam\"").contains("“nam”"));
        assert_eq!(chinese("something new"), "写法有误（something new）");
    }
}
