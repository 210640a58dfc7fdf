//! What is said about a file that cannot be read: the fault and the next step.

use hezhi::text::{Problem, ProblemCode};

fn problem(code: ProblemCode, message: String) -> Problem {
    Problem { code, message }
}

pub fn empty(file: &str) -> Problem {
    problem(
        ProblemCode::Empty,
        format!("文件“{file}”是空的（0 字节），请重新扫描或请申请人重新上传。"),
    )
}

pub fn too_many_bytes(file: &str, bytes: u64, limit: u64) -> Problem {
    let mb = |n: u64| n.div_ceil(1 << 20);
    problem(
        ProblemCode::TooLarge,
        format!(
            "文件“{file}”有 {} MB，超过上限 {} MB，请降低扫描分辨率或分成几个文件后重新导入。",
            mb(bytes),
            mb(limit)
        ),
    )
}

pub fn too_many_pixels(file: &str, width: u64, height: u64, limit: u64) -> Problem {
    problem(
        ProblemCode::TooLarge,
        format!(
            "文件“{file}”的图像为 {width}×{height} 像素，超过上限 {} 万像素，请以 300 dpi 重新扫描。",
            limit / 10_000
        ),
    )
}

pub fn too_many_pages(file: &str, limit: u32) -> Problem {
    problem(
        ProblemCode::TooLarge,
        format!("文件“{file}”超过 {limit} 页，请只保留证明材料所在的页后重新导入。"),
    )
}

pub fn not_an_image(file: &str) -> Problem {
    problem(
        ProblemCode::NotAnImage,
        format!(
            "文件“{file}”不是图片也不是 PDF，请导入 JPEG、PNG、TIFF、WebP 或 PDF 格式的扫描件。"
        ),
    )
}

pub fn damaged(file: &str) -> Problem {
    problem(
        ProblemCode::Damaged,
        format!("文件“{file}”已损坏或不完整，无法打开，请重新扫描或重新上传。"),
    )
}

pub fn encrypted(file: &str) -> Problem {
    problem(
        ProblemCode::Encrypted,
        format!("PDF 文件“{file}”设有密码，无法打开，请申请人提供无密码的文件，或打印后重新扫描。"),
    )
}

pub fn unpacks_too_large(file: &str) -> Problem {
    problem(
        ProblemCode::TooLarge,
        format!("PDF 文件“{file}”解压后过大，可能不是正常的扫描件，请以 300 dpi 重新扫描后导入。"),
    )
}

pub fn page_not_drawn(file: &str, page: usize) -> Problem {
    problem(
        ProblemCode::Damaged,
        format!("PDF 文件“{file}”的第 {page} 页无法显示，可能已损坏，请重新扫描该页或重新上传。"),
    )
}
