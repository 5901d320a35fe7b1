//! Any text in ASCII: letters of other alphabets, and what signs are called.

use deunicode::deunicode_char;
use std::borrow::Cow;

/// The text in ASCII, as those write it who have no other letters: `Größe` is `Groesse`, `用户` is
/// `Yong Hu` and `имя` is `imia`. Apostrophes vanish; other signs part words, and are called by their
/// names where there is nothing else, as where values are emoji.
pub fn transliterate(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('\'') {
        return text.into();
    }
    let is_telling = text.contains(|c: char| c.is_alphanumeric() || c.is_ascii_graphic());
    let is_loud = !text.contains(char::is_lowercase);
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\'' | '’' => {}
            c if c.is_ascii() => ascii.push(c),
            c if c.is_alphanumeric() => letter(c, is_loud, &mut ascii),
            c if is_telling || c.is_whitespace() => {
                // A mark that belongs to the letter before it parts nothing.
                ascii.push_str(if deunicode_char(c) == Some("") { "" } else { " " });
            }
            c => match deunicode_char(c) {
                Some(name) => ascii.extend([" ", name.trim(), " "]),
                None => code_point(c, &mut ascii),
            },
        }
    }
    ascii.into()
}

/// Appends a letter in ASCII: some end a word of their own, as those of Chinese do.
fn letter(letter: char, is_loud: bool, ascii: &mut String) {
    let Some(letters) = germanic(letter).or_else(|| deunicode_char(letter)) else {
        return code_point(letter, ascii);
    };
    // What is no letter stands for a sound that ASCII has none for.
    let letters = letters.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ');
    if is_loud && letter.is_uppercase() {
        ascii.extend(letters.map(|c| c.to_ascii_uppercase()));
    } else {
        ascii.extend(letters);
    }
}

/// A letter that those whose it is write otherwise than by leaving its marks away.
fn germanic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'æ' => "ae",
        'Ä' | 'Æ' => "Ae",
        'ö' | 'ø' | 'œ' => "oe",
        'Ö' | 'Ø' | 'Œ' => "Oe",
        'ü' => "ue",
        'Ü' => "Ue",
        _ => return None,
    })
}

fn code_point(c: char, ascii: &mut String) {
    ascii.extend([" u", &format!("{:x}", u32::from(c)), " "]);
}

/// What a sign is called.
pub(super) fn sign(sign: char) -> &'static str {
    match sign {
        ' ' | '\t' | '\n' | '\r' => "space",
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '(' | ')' => "parenthesis",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' | ']' => "bracket",
        '\\' => "backslash",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' | '}' => "brace",
        '|' => "or",
        '~' => "tilde",
        _ => "sign",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_written_as_in_ascii() {
        for (text, ascii) in [
            ("Größe", "Groesse"),
            ("Élodie’s", "Elodies"),
            ("e\u{301}te\u{301}", "ete"),
            ("Người dùng", "Nguoi dung"),
            ("Пользователь", "Polzovatel"),
            ("ИМЯ", "IMIA"),
            ("用户id", "Yong Hu id"),
            ("사용자", "sayongja"),
        ] {
            assert_eq!(transliterate(text), ascii);
        }
    }

    #[test]
    fn what_is_nothing_but_signs_is_called_by_their_names() {
        assert_eq!(transliterate("😀"), " grinning ");
        assert_eq!(transliterate("\u{e000}"), " ue000 ");
        assert_eq!(transliterate("ok ✓"), "ok  ");
    }
}
