//! Links that open a local file, in the form that office programs understand.

use std::path::Path;

/// Excel opens no sheet with more links.
pub(super) const MOST: usize = 65_530;
/// Characters that Excel takes in one.
const LONGEST: usize = 2_079;

/// The address of a file or folder; none where it is not there or cannot be linked to.
pub(super) fn to(path: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    // A name that is no text has no address.
    let text = absolute.to_str()?;
    if !absolute.exists() {
        return None;
    }
    let mut address = "file:///".to_owned();
    for c in text.chars() {
        match c {
            // Signs that mean something in an address. Chinese stays as it is: Excel wants it so.
            '%' | '#' | '?' | ' ' | '"' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' | '|' => {
                address.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_control() => return None,
            c => address.push(c),
        }
    }
    let fits = address.encode_utf16().count() <= LONGEST;
    (fits && stays_as_written(&address)).then_some(address)
}

/// The workbook's writer escapes an address once more unless it sees one of these in it: a name
/// with a `#` and nothing else to escape would lead nowhere.
fn stays_as_written(address: &str) -> bool {
    let seen = ["%20", "%25", "%22", "%60", "%3C", "%3E", "%5B", "%5D", "%5E", "%7B", "%7D"];
    !address.contains('%') || seen.iter().any(|escape| address.contains(escape))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_where_a_file_lies_whatever_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("证 1#5%？.png");
        assert_eq!(to(&file), None, "no file, no link");
        std::fs::write(&file, "x").expect("a file");
        let link = to(&file).expect("a link");
        assert!(link.starts_with("file:///") && link.ends_with("证%201%235%25？.png"), "{link}");
        let hash = folder.path().join("5#楼.png");
        std::fs::write(&hash, "x").expect("a file");
        assert_eq!(to(&hash), None, "it would be escaped twice");
        let odd = folder.path().join("a\nb.png");
        std::fs::write(&odd, "x").expect("a file");
        assert_eq!(to(&odd), None);
    }
}
