//! From characters, which the YAML parser counts, to bytes.

/// How many characters lie between two that are noted.
const STRIDE: usize = 16;

/// The byte offsets of a text's characters.
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// The byte offset of every 16th character; nothing when every character is one byte.
    noted: Option<Vec<usize>>,
}

impl<'a> Offsets<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let note = || text.char_indices().step_by(STRIDE).map(|(byte, _)| byte).collect();
        Self { text, noted: (!text.is_ascii()).then(note) }
    }

    /// The byte offset of a character; the text's end when there is no such character.
    pub(super) fn byte(&self, character: usize) -> usize {
        let Some(noted) = &self.noted else { return character.min(self.text.len()) };
        let base = noted.get(character / STRIDE).copied();
        base.and_then(|base| {
            let rest = character % STRIDE;
            // Where no character up to the next noted one is wider than a byte.
            if noted.get(character / STRIDE + 1) == Some(&(base + STRIDE)) {
                return Some(base + rest);
            }
            let (after, _) = self.text.get(base..)?.char_indices().nth(rest)?;
            Some(base + after)
        })
        .unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_its_byte() {
        let in_stretches = format!("{}ö{}", "a".repeat(50), "b".repeat(50));
        for text in ["", "abc", &"aö€𐍈".repeat(100), &in_stretches] {
            let offsets = Offsets::of(text);
            for (character, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(offsets.byte(character), byte);
            }
            assert_eq!(offsets.byte(text.chars().count()), text.len());
            assert_eq!(offsets.byte(usize::MAX), text.len());
        }
    }
}
