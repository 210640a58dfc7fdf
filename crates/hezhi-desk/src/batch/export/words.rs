//! What the tables call things; the screen says the same in `ui/src/batch/words.ts`.

use hezhi::document::UsageClass;

use crate::view::{BatchErrorKind, DecisionKind};

pub(super) fn usage_class(class: UsageClass) -> &'static str {
    match class {
        UsageClass::Residential => "居住",
        UsageClass::NonResidential => "非居住",
        UsageClass::Mixed => "居住与非居住混合",
        UsageClass::Unknown => "用途不明",
    }
}

pub(super) fn decision(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Accept => "已受理",
        DecisionKind::Supplement => "已要求补正",
        DecisionKind::Refuse => "已不予受理",
        DecisionKind::Review => "已转交",
        DecisionKind::Defer => "已暂缓",
    }
}

/// None: a fault of which only the words are known.
pub(super) fn kind(kind: Option<BatchErrorKind>) -> &'static str {
    match kind {
        Some(BatchErrorKind::Declaration) => "申报内容有误",
        Some(BatchErrorKind::Twice) => "编号重复",
        Some(BatchErrorKind::Missing) => "文件缺失或打不开",
        Some(BatchErrorKind::Empty) => "空文件",
        Some(BatchErrorKind::NotAnImage) => "不是图片或 PDF",
        Some(BatchErrorKind::Damaged) => "文件损坏",
        Some(BatchErrorKind::Encrypted) => "文件有密码",
        Some(BatchErrorKind::TooLarge) => "文件过大",
        Some(BatchErrorKind::Changing) => "文件还在复制",
        Some(BatchErrorKind::Reader) => "识读失败",
        Some(BatchErrorKind::Desk) => "程序出错",
        None => "无法处理",
    }
}

/// What to do about a fault.
pub(super) fn next_step(kind: Option<BatchErrorKind>) -> &'static str {
    match kind {
        Some(BatchErrorKind::Declaration) => {
            "改正申报内容（application.json 或表格中的这一行），再导入同一个文件夹。"
        }
        Some(BatchErrorKind::Twice) => "改正其中一件的编号，再导入同一个文件夹。",
        Some(BatchErrorKind::Missing) => "把文件放回原处，或检查权限，再导入同一个文件夹。",
        Some(BatchErrorKind::Empty | BatchErrorKind::Damaged) => {
            "重新复制或重新扫描这个文件，再导入同一个文件夹。"
        }
        Some(BatchErrorKind::NotAnImage) => {
            "换成 JPEG、PNG、TIFF、WebP 图片或 PDF，再导入同一个文件夹。"
        }
        Some(BatchErrorKind::Encrypted) => "去掉 PDF 的密码，或重新扫描，再导入同一个文件夹。",
        Some(BatchErrorKind::TooLarge) => {
            "用较低的分辨率重新扫描，或分成几个文件，再导入同一个文件夹。"
        }
        Some(BatchErrorKind::Changing) => "等文件复制完，再导入同一个文件夹。",
        Some(BatchErrorKind::Reader) => "由审核人员打开原件查看；也可以重新扫描后再导入。",
        Some(BatchErrorKind::Desk) => "再导入一次同一个文件夹；仍然出现时请把说明告诉维护人员。",
        None => "按说明处理后，再导入同一个文件夹。",
    }
}
