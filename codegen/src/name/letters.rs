//! Any text in ASCII: letters of other alphabets, and what signs are called.

use std::borrow::Cow;

/// The text in ASCII: Latin letters lose their marks, others become their code point, and
/// apostrophes vanish. So do other signs, unless there is nothing else, as where values are emoji.
pub(super) fn transliterate(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('\'') {
        return text.into();
    }
    let is_telling = text.contains(|c: char| c.is_alphanumeric() || c.is_ascii_graphic());
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\'' | '’' => {}
            c if c.is_ascii() => ascii.push(c),
            c => match latin(c) {
                Some(letters) => ascii.push_str(letters),
                None if c.is_alphanumeric() || !(is_telling || c.is_whitespace()) => {
                    ascii.extend([" u", &format!("{:x}", u32::from(c)), " "]);
                }
                None => ascii.push(' '),
            },
        }
    }
    ascii.into()
}

/// A Latin letter without its marks.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'æ' => "ae",
        'Ä' | 'Æ' => "Ae",
        'ö' | 'ø' | 'œ' => "oe",
        'Ö' | 'Ø' | 'Œ' => "Oe",
        'ü' => "ue",
        'Ü' => "Ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Å' => "A",
        'ç' | 'č' | 'ć' => "c",
        'Ç' | 'Č' | 'Ć' => "C",
        'è' | 'é' | 'ê' | 'ë' | 'ě' => "e",
        'È' | 'É' | 'Ê' | 'Ë' => "E",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' => "I",
        'ñ' | 'ń' => "n",
        'Ñ' => "N",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' => "O",
        'ù' | 'ú' | 'û' => "u",
        'Ù' | 'Ú' | 'Û' => "U",
        'ý' | 'ÿ' => "y",
        'š' => "s",
        'Š' => "S",
        'ž' => "z",
        'Ž' => "Z",
        'ł' => "l",
        'Ł' => "L",
        _ => return None,
    })
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
    fn what_is_nothing_but_signs_keeps_them_apart() {
        assert_eq!(transliterate("😀"), " u1f600 ");
        assert_eq!(transliterate("ok ✓"), "ok  ");
    }
}
