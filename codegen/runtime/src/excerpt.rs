//! The beginning of a text that a server sent, on one line.

/// Of a value in JSON: 40 characters.
pub(super) fn of_value(text: &str) -> String {
    beginning(text, 40)
}

/// Of a message for people: 200 characters.
#[cfg(feature = "client")]
pub(super) fn of_message(text: &str) -> String {
    beginning(text, 200)
}

fn beginning(text: &str, most: usize) -> String {
    let (mut line, mut rest) = (String::new(), text.chars());
    for character in rest.by_ref().take(most) {
        line.push(if character.is_control() { ' ' } else { character });
    }
    if !rest.as_str().is_empty() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_cut_off_is_said_to_go_on() {
        // This control character is longer than the blank that stands for it.
        assert_eq!(beginning("a\u{85}b", 3), "a b");
        assert_eq!(beginning("a\nbc", 3), "a b…");
    }
}
