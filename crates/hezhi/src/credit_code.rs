//! The unified social credit code of GB 32100-2015: eighteen characters of 31, the last of which
//! checks the others.

/// Letters that look like digits (I, O, S, V, Z) are none of it.
const CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH: usize = 18;

/// Whether a code has the length, the characters and the check character that it has to have.
pub fn is_sound(code: &str) -> bool {
    let values: Vec<usize> = code.chars().filter_map(|c| CHARACTERS.find(c)).collect();
    if code.chars().count() != LENGTH || values.len() != LENGTH {
        return false;
    }
    let base = CHARACTERS.len();
    let weights = std::iter::successors(Some(1), |w| Some(w * 3 % base));
    // The check character itself has the weight one.
    let sum: usize = values.iter().take(LENGTH - 1).zip(weights).map(|(v, w)| v * w).sum();
    values.last().is_some_and(|last| (sum + last).is_multiple_of(base))
}

/// A code in its normal form: capital letters, and digits where a letter was read that no code has.
pub fn fold(code: &str) -> String {
    code.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c.to_ascii_uppercase() {
            'I' => '1',
            'O' => '0',
            'S' => '5',
            'Z' => '2',
            other => other,
        })
        .collect()
}

/// Whether a text is a code or meant to be one.
pub fn looks_like_one(text: &str) -> bool {
    text.len() == LENGTH
        && text.chars().all(|c| c.is_ascii_alphanumeric())
        && text.chars().take(8).filter(char::is_ascii_digit).count() >= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_published_code_is_sound_and_any_one_misread_character_is_noticed() {
        // The example that GB 32100-2015 itself works out.
        let code = "91350100M000100Y43";
        assert!(is_sound(code));
        for (i, own) in code.chars().enumerate() {
            for other in CHARACTERS.chars().filter(|c| *c != own) {
                let changed: String =
                    code.chars().enumerate().map(|(k, c)| if k == i { other } else { c }).collect();
                assert!(!is_sound(&changed), "{changed}");
            }
        }
    }

    #[test]
    fn a_letter_that_no_code_has_was_a_digit() {
        assert!(is_sound(&fold("9135O1OOMOOO1OOY43")));
    }

    #[test]
    fn text_of_another_length_or_alphabet_is_no_code() {
        for text in
            ["", "91350100M000100Y4", "91350100M000100Y433", "营业执照注册号一二三四五六七八九"]
        {
            assert!(!is_sound(text), "{text}");
        }
    }
}
