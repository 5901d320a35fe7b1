//! The command of an example: where the request goes, and what it carries.

use super::lexer::Piece;
use std::ops::Range;

/// A `curl` command.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// Where to.
    pub(super) url: Option<Word>,
    /// Names and values.
    pub(super) headers: Vec<(String, String, Range<usize>)>,
    /// The body, when one is sent as it is.
    pub(super) body: Option<Word>,
    /// The parts of a form.
    pub(super) parts: Vec<(String, String, Range<usize>)>,
    /// `user:password`.
    pub(super) user: Option<Word>,
}

/// A word of the command without its quotes, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// Reads a command; nothing when it is not `curl`.
pub(super) fn parse(command: &Piece<'_>) -> Option<Command> {
    let mut words = words(command).into_iter();
    words.next().filter(|word| word.text == "curl")?;
    let mut result = Command::default();
    while let Some(word) = words.next() {
        match word.text.as_str() {
            "-H" | "--header" => {
                result.headers.extend(words.next().and_then(|word| pair(word, ':')));
            }
            "-F" | "--form" => result.parts.extend(words.next().and_then(|word| pair(word, '='))),
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--json" => {
                result.body = words.next();
            }
            "-u" | "--user" => result.user = words.next(),
            "-X" | "--request" | "-o" | "--output" => drop(words.next()),
            text if text.starts_with('-') => {}
            _ => result.url = result.url.or(Some(word)),
        }
    }
    Some(result)
}

fn pair(word: Word, separator: char) -> Option<(String, String, Range<usize>)> {
    let (name, value) = word.text.split_once(separator)?;
    Some((name.trim().to_owned(), value.trim().to_owned(), word.range))
}

/// The words, as a shell divides them; a line break that became a space divides them too.
fn words(command: &Piece<'_>) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut quote = None;
    let mut characters = command.text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let start = command.range.start + at;
        let mut text = None;
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (Some('\''), _) => text = Some(character),
            (None, '\'' | '"') => quote = Some(character),
            (_, '\\') => {
                let escaped = characters.peek().map(|(_, next)| *next);
                let plain = match quote {
                    None => escaped.filter(|next| !next.is_whitespace()),
                    Some(_) => escaped.filter(|next| matches!(next, '"' | '\\' | '$' | '`')),
                };
                if plain.is_some() {
                    characters.next();
                    text = plain;
                } else if quote.is_some() {
                    text = Some('\\');
                } else {
                    continue;
                }
            }
            (None, space) if space.is_whitespace() => {
                words.extend(word.take());
                continue;
            }
            _ => text = Some(character),
        }
        let word = word.get_or_insert_with(|| Word { text: String::new(), range: start..start });
        word.text.extend(text);
        word.range.end = start + character.len_utf8();
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(text: &str) -> Command {
        parse(&Piece { text, range: 0..text.len() }).unwrap()
    }

    #[test]
    fn a_command_reads_the_same_on_one_line() {
        let lines = "curl https://api.test/v1 \\\n    -H \"X-Key: $KEY\" \\\n    -d '{\n  \"a\": \"it'\\''s\"\n}'";
        let one = lines.split_whitespace().collect::<Vec<_>>().join(" ");
        let (lines, one) = (command(lines), command(&one));
        assert_eq!(one.url.unwrap().text, "https://api.test/v1");
        assert_eq!(one.headers[0].1, "$KEY");
        assert_eq!(one.body.unwrap().text, r#"{ "a": "it's" }"#);
        assert_eq!(lines.body.unwrap().text, "{\n  \"a\": \"it's\"\n}");
    }

    #[test]
    fn form_parts_have_names() {
        let parts = command("curl https://api.test -F 'file=@/path' -F tags='[\"a\"]'").parts;
        let names: Vec<_> =
            parts.iter().map(|(name, value, _)| (name.as_str(), value.as_str())).collect();
        assert_eq!(names, [("file", "@/path"), ("tags", "[\"a\"]")]);
    }

    #[test]
    fn what_is_not_curl_is_no_command() {
        let text = "wget https://api.test";
        assert_eq!(parse(&Piece { text, range: 0..text.len() }), None);
    }
}
