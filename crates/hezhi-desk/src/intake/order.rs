//! The order in which a person would list files: `第2页` before `第10页`.

use std::cmp::Ordering;

/// Runs of digits compare as numbers, everything else character by character.
pub(super) fn natural(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    loop {
        let (Some(first_a), Some(first_b)) = (rest_a.chars().next(), rest_b.chars().next()) else {
            // Equal as far as they go: the shorter first, and a total order for `01` beside `1`.
            return rest_a.len().cmp(&rest_b.len()).then_with(|| a.cmp(b));
        };
        if first_a.is_ascii_digit() && first_b.is_ascii_digit() {
            let (number_a, after_a) = split_digits(rest_a);
            let (number_b, after_b) = split_digits(rest_b);
            let (short_a, short_b) =
                (number_a.trim_start_matches('0'), number_b.trim_start_matches('0'));
            // Without leading zeros the longer number is the larger one.
            let order = short_a.len().cmp(&short_b.len()).then_with(|| short_a.cmp(short_b));
            if order != Ordering::Equal {
                return order;
            }
            (rest_a, rest_b) = (after_a, after_b);
        } else {
            let order = first_a.to_lowercase().cmp(first_b.to_lowercase());
            if order != Ordering::Equal {
                return order;
            }
            rest_a = &rest_a[first_a.len_utf8()..];
            rest_b = &rest_b[first_b.len_utf8()..];
        }
    }
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let mut names = ["第10页.jpg", "b.jpg", "第2页.jpg", "A1.jpg", "a02.jpg", "第1页.jpg"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["A1.jpg", "a02.jpg", "b.jpg", "第1页.jpg", "第2页.jpg", "第10页.jpg"]);
    }

    #[test]
    fn the_order_is_total() {
        assert_ne!(natural("1.jpg", "01.jpg"), std::cmp::Ordering::Equal);
        assert_eq!(natural("a.jpg", "a.jpg"), std::cmp::Ordering::Equal);
    }
}
