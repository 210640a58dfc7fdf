//! The citizen's number of GB 11643: six digits of region, eight of birth date, three of order,
//! one check character.

use chrono::{Datelike, NaiveDate};

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdFault {
    Length(usize),
    Characters,
    BirthDate,
    CheckDigit,
}

/// A number in its normal form: without spaces, half width, a capital X.
pub fn fold(number: &str) -> String {
    super::names::fold(number)
}

/// The birth date of a number that is right in form, date and check character.
pub fn birth_date(number: &str) -> Result<NaiveDate, IdFault> {
    let number = fold(number);
    let characters: Vec<char> = number.chars().collect();
    if characters.len() != 18 {
        return Err(IdFault::Length(characters.len()));
    }
    let digits: Vec<u32> = characters.iter().take(17).filter_map(|c| c.to_digit(10)).collect();
    let last = characters.last().copied().unwrap_or_default();
    if digits.len() != 17 || !(last.is_ascii_digit() || last == 'X') || digits.first() == Some(&0) {
        return Err(IdFault::Characters);
    }
    let digit = |from: usize, count: usize| {
        digits.iter().skip(from).take(count).fold(0, |value, d| value * 10 + d)
    };
    let birth = NaiveDate::from_ymd_opt(digit(6, 4) as i32, digit(10, 2), digit(12, 2))
        .filter(|date| date.year() >= 1900)
        .ok_or(IdFault::BirthDate)?;
    if check_character(&digits) == last { Ok(birth) } else { Err(IdFault::CheckDigit) }
}

/// ISO 7064 MOD 11-2 over the first seventeen digits.
fn check_character(digits: &[u32]) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHARACTERS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    CHARACTERS.get((sum % 11) as usize).copied().unwrap_or_default()
}

/// Completed years on a day.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> Option<u32> {
    day.years_since(birth)
}

/// Every right number in a text that was read: the check character makes a misreading that
/// passes for a number unlikely.
pub fn numbers_in(text: &str) -> Vec<String> {
    let folded = fold(text);
    let characters: Vec<char> = folded.chars().collect();
    let is_part = |c: &char| c.is_ascii_digit() || *c == 'X';
    characters
        .split(|c| !is_part(c))
        .filter(|run| run.len() == 18)
        .map(|run| run.iter().collect::<String>())
        .filter(|number| birth_date(number).is_ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A right number for any first seventeen digits.
    fn complete(first: &str) -> String {
        let digits: Vec<u32> = first.chars().filter_map(|c| c.to_digit(10)).collect();
        format!("{first}{}", check_character(&digits))
    }

    #[test]
    fn the_standards_own_example_is_right() {
        // The worked example of GB 11643-1999.
        let birth = birth_date("11010519491231002X");
        assert_eq!(birth, Ok(NaiveDate::from_ymd_opt(1949, 12, 31).unwrap()));
        assert!(birth_date("１１０１０５ 19491231 002x").is_ok(), "width, spaces and a small x");
    }

    #[test]
    fn each_fault_is_told_apart() {
        assert_eq!(birth_date("110105491231002"), Err(IdFault::Length(15)));
        assert_eq!(birth_date(""), Err(IdFault::Length(0)));
        assert_eq!(birth_date("11010519491231O02X"), Err(IdFault::Characters));
        assert_eq!(birth_date("110105194912310021"), Err(IdFault::CheckDigit));
        assert_eq!(birth_date(&complete("11010519490231002")), Err(IdFault::BirthDate));
        assert_eq!(birth_date(&complete("11010518490201002")), Err(IdFault::BirthDate));
    }

    #[test]
    fn every_single_wrong_digit_is_noticed() {
        let right = "11010519491231002X";
        for at in 0..17 {
            for digit in '0'..='9' {
                let mut changed: Vec<char> = right.chars().collect();
                if changed[at] != digit {
                    changed[at] = digit;
                    let changed: String = changed.into_iter().collect();
                    assert!(birth_date(&changed).is_err(), "{changed}");
                }
            }
        }
    }

    #[test]
    fn numbers_are_found_in_text() {
        assert_eq!(numbers_in("公民身份号码 11010519491231002X。"), ["11010519491231002X"]);
        assert!(numbers_in("310104011010519491231002X").is_empty());
    }

    #[test]
    fn age_counts_completed_years() {
        let birth = NaiveDate::from_ymd_opt(2010, 3, 6).unwrap();
        assert_eq!(age_on(birth, NaiveDate::from_ymd_opt(2026, 3, 5).unwrap()), Some(15));
        assert_eq!(age_on(birth, NaiveDate::from_ymd_opt(2026, 3, 6).unwrap()), Some(16));
        assert_eq!(age_on(birth, NaiveDate::from_ymd_opt(2009, 3, 6).unwrap()), None);
    }
}
