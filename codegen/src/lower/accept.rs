//! What operations ask for: the value of `Accept`.

use crate::model::{Output, Payload};

/// All of some media types, or else anything.
pub(super) fn any_of(media_types: &[&str]) -> String {
    let media_types: Vec<_> = plain(media_types).collect();
    if media_types.is_empty() { "*/*".to_owned() } else { media_types.join(", ") }
}

/// The media types of an output, where they are not what every operation of its kind asks for.
/// `is_picked` says that the server has other forms as well.
pub(super) fn unusual(output: &Output, media_types: &[&str], is_picked: bool) -> Option<String> {
    let (usual, others) = match output {
        Output::One(Payload::Json { .. }) | Output::Optional(_) => ("application/json", None),
        Output::One(Payload::Lines { .. }) => ("application/jsonl", None),
        // A text may be in any form: a server that has none of these answers all the same.
        Output::One(Payload::Text(_)) => ("text/plain", Some("*/*")),
        // Bytes may be anything, unless that would be one of the other forms.
        Output::One(Payload::Binary(_)) if is_picked => ("*/*", None),
        _ => return None,
    };
    let is_usual = plain(media_types).all(|media_type| is_usual(media_type, usual));
    (!is_usual).then(|| plain(media_types).chain(others).collect::<Vec<_>>().join(", "))
}

/// Whether a media type is this one. Which characters a text has is for the server to say.
fn is_usual(media_type: &str, usual: &str) -> bool {
    let mut parts = media_type.split(';').map(str::trim);
    let is_charset = |parameter: &str| {
        let (name, _) = parameter.split_once('=').unwrap_or((parameter, ""));
        name.is_empty() || name.trim().eq_ignore_ascii_case("charset")
    };
    parts.next().is_some_and(|essence| essence.eq_ignore_ascii_case(usual)) && parts.all(is_charset)
}

/// Those that a header can carry: what none can would be a panic, where the header is made.
fn plain<'a>(media_types: &[&'a str]) -> impl Iterator<Item = &'a str> {
    let is_plain = |it: &&str| it.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    media_types.iter().copied().filter(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TypeRef;

    #[test]
    fn only_what_is_unusual_is_said() {
        let json = Payload::Json { ty: TypeRef::Json, media_type: "application/json".to_owned() };
        let json = Output::One(json);
        for usual in ["application/json", "Application/JSON; charset=utf-8", "application/json;"] {
            assert_eq!(unusual(&json, &[usual], false), None, "{usual}");
        }
        let versions = ["application/json", "application/json; version=2"];
        assert_eq!(unusual(&json, &versions, false), Some(versions.join(", ")));
        let text = Output::One(Payload::Text("text/csv".to_owned()));
        assert_eq!(unusual(&text, &["text/csv"], false).as_deref(), Some("text/csv, */*"));
        assert_eq!(unusual(&Output::Empty, &["text/csv"], false), None);
    }

    #[test]
    fn bytes_beside_another_form_are_asked_for() {
        let bytes = Output::One(Payload::Binary("application/pdf".to_owned()));
        assert_eq!(unusual(&bytes, &["application/pdf"], false), None);
        let asked = unusual(&bytes, &["application/pdf"], true);
        assert_eq!(asked.as_deref(), Some("application/pdf"));
    }

    #[test]
    fn what_no_header_can_carry_is_not_asked_for() {
        assert_eq!(any_of(&["text/plain", "image/p\u{f1}g"]), "text/plain");
        assert_eq!(any_of(&["image/p\u{f1}g"]), "*/*");
    }
}
