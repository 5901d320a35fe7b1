//! The hand-written part, which every crate gets a copy of.

use super::{Package, layout::mark, need::Need};
use crate::files::FileSet;
use camino::Utf8Path;
use std::collections::BTreeSet;

/// A file of the runtime.
struct File {
    name: &'static str,
    text: &'static str,
    /// What brings it into a crate, each alone; every crate has a file without any. It is named only
    /// by files that need it too, and by what is generated for those who do.
    needs: &'static [Need],
    /// What brings it in as well, only because files for that name it.
    others: &'static [Need],
}

impl File {
    fn is_there(&self, needs: &BTreeSet<Need>) -> bool {
        self.is_offered(needs) || self.others.iter().any(|need| needs.contains(need))
    }

    /// Whether it is there for its own sake, so that callers have a use for what it holds.
    fn is_offered(&self, needs: &BTreeSet<Need>) -> bool {
        self.needs.is_empty() || self.needs.iter().any(|need| needs.contains(need))
    }
}

macro_rules! files {
    ($($name:literal $(for $($need:ident)|+ $(with $($other:ident)|+)?)?),+ $(,)?) => {
        &[$(File {
            name: $name,
            text: include_str!(concat!("../../runtime/src/", $name)),
            needs: &[$($(Need::$need),+)?],
            others: &[$($($(Need::$other),+)?)?],
        }),+]
    };
}

/// Every file of the runtime.
const FILES: &[File] = files![
    "api_error.rs",
    "attempt.rs",
    "blocking.rs",
    "builder.rs",
    "call.rs",
    "chunks.rs",
    "client.rs",
    "compare.rs",
    "credentials.rs",
    "deadline.rs",
    "decode.rs",
    "decode_failure.rs",
    "difference.rs",
    "encode.rs",
    "endpoint.rs",
    "enumeration.rs" for Enumerations,
    "envelope.rs" for Envelopes,
    "error.rs",
    "event_parser.rs" for Events,
    "events.rs" for Events,
    "excerpt.rs",
    "execute.rs",
    "file.rs" for Files,
    "form.rs" for Forms with Files,
    "header.rs",
    "hook.rs",
    "kind.rs" for Unions with Files | OrEmpty,
    "lib.rs",
    "lines.rs" for Lines,
    "media_type.rs",
    "member.rs" for Unions | Envelopes with Files | OrEmpty,
    "multipart.rs" for Files,
    "or_empty.rs" for OrEmpty with Files,
    "origin.rs",
    "page.rs" for Paging,
    "paging.rs" for Paging,
    "parameter.rs",
    "path.rs",
    "place.rs",
    "prepare.rs",
    "rate_limit.rs",
    "redirect.rs",
    "reply.rs",
    "request.rs",
    "response_header.rs" for Headers,
    "retry.rs",
    "secret.rs",
    "security.rs",
    "server.rs" for ServerVariables,
    "settings.rs",
    "shape.rs",
    "stream.rs" for Paging,
    "tag.rs",
    "text.rs",
    "tls.rs",
    "tolerance.rs",
    "trace.rs",
    "transport_error.rs",
    "union.rs" for Unions with Files | OrEmpty,
    "wait.rs" for Waiting,
    "wait_error.rs",
    "walk.rs" for Paging,
];

/// Copies into a crate what it needs of the runtime, without its tests, which end the files that
/// have some.
pub(super) fn emit(package: &Package, needs: &BTreeSet<Need>, files: &mut FileSet) {
    for File { name, text, .. } in FILES.iter().filter(|file| file.is_there(needs)) {
        let text = text.split_once("\n#[cfg(test)]\n").map_or(*text, |(text, _)| text);
        let (name, text) = match *name {
            "lib.rs" => ("mod.rs", root(text, needs)),
            name => (name, text.to_owned()),
        };
        let path = Utf8Path::new("src/runtime").join(name);
        files.insert(path, format!("// {}\n\n{text}", mark(package)));
    }
}

/// Whether callers have a use for what a module of the runtime holds.
pub(super) fn is_offered(module: &str, needs: &BTreeSet<Need>) -> bool {
    let of = FILES.iter().find(|file| file.name.strip_suffix(".rs") == Some(module));
    of.is_some_and(|file| file.is_offered(needs))
}

/// The runtime's root without the files that a crate does not need: each is declared in a line, and
/// what it exports stands in another.
fn root(text: &str, needs: &BTreeSet<Need>) -> String {
    let left_out = FILES.iter().filter(|file| !file.is_there(needs));
    let left_out: Vec<_> = left_out.filter_map(|file| file.name.strip_suffix(".rs")).collect();
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines() {
        if !names(line).is_some_and(|module| left_out.contains(&module)) {
            kept.push(line);
        } else if kept.last().is_some_and(|line| line.starts_with("#[")) {
            kept.pop();
        }
    }
    kept.join("\n") + "\n"
}

/// The file that a line of the root declares, or exports from.
fn names(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = ["pub use ", "pub(crate) use ", "pub mod ", "mod "]
        .iter()
        .find_map(|head| line.strip_prefix(head))
        .unwrap_or(line);
    let end = line.find(|c: char| !c.is_ascii_lowercase() && c != '_')?;
    let (module, rest) = line.split_at_checked(end)?;
    (rest == ";" || rest.starts_with("::")).then_some(module)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{emit::tests::package, name::reserved};

    const ALL: [Need; 12] = [
        Need::Enumerations,
        Need::Envelopes,
        Need::Events,
        Need::Lines,
        Need::Files,
        Need::Forms,
        Need::Headers,
        Need::OrEmpty,
        Need::Paging,
        Need::ServerVariables,
        Need::Unions,
        Need::Waiting,
    ];

    fn emitted(needs: &[Need]) -> FileSet {
        let mut files = FileSet::default();
        emit(&package(), &needs.iter().copied().collect(), &mut files);
        files
    }

    #[test]
    fn no_file_is_forgotten() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        found.sort();
        assert_eq!(found, FILES.iter().map(|file| file.name).collect::<Vec<_>>());
    }

    #[test]
    fn tests_are_not_copied() {
        let files = emitted(&ALL);
        assert!(files.iter().all(|(_, text)| !text.contains("#[test]")));
    }

    #[test]
    fn whoever_needs_all_has_the_whole_root() {
        let root = FILES.iter().find(|file| file.name == "lib.rs").unwrap().text;
        let files = emitted(&ALL);
        assert!(files.iter().any(|(path, text)| path.ends_with("mod.rs") && text.ends_with(root)));
    }

    #[test]
    fn no_file_is_named_where_it_is_left_out() {
        for left_out in FILES.iter().filter(|file| !file.needs.is_empty()) {
            let brings =
                |need: &Need| left_out.needs.contains(need) || left_out.others.contains(need);
            let needs: Vec<_> = ALL.into_iter().filter(|need| !brings(need)).collect();
            let module = left_out.name.strip_suffix(".rs").unwrap();
            let named = ["\n    X::", "mod X;", "super::X::", "super::X;", "{X::", "    X,"]
                .map(|it| it.replace('X', module));
            for (path, text) in emitted(&needs).iter() {
                assert!(!path.ends_with(left_out.name), "{path}");
                for name in &named {
                    assert!(!text.contains(name), "`{name}` in {path} without {needs:?}");
                }
            }
        }
    }

    #[test]
    fn no_parameter_is_called_as_a_method_of_calls() {
        for name in methods("Call<") {
            assert!(reserved::CALL.contains(&name), "{name}");
        }
    }

    #[test]
    fn no_parameter_for_all_calls_is_called_as_a_method_of_the_builder() {
        for name in methods("ClientBuilder<C>") {
            assert!(reserved::BUILDER.contains(&name), "{name}");
        }
    }

    /// The methods that a type has of its own.
    fn methods(ty: &str) -> Vec<&'static str> {
        let blocks = FILES.iter().flat_map(|file| file.text.split("\nimpl").skip(1));
        let blocks = blocks.filter_map(|block| block.split_once("{\n"));
        let ty = format!(" {ty}");
        let own = blocks.filter(|(head, _)| head.contains(&ty) && !head.contains(" for "));
        let own = own.filter_map(|(_, body)| body.split("\n}\n").next());
        let lines = own.flat_map(str::lines).map(str::trim_start);
        let prefixes = ["pub fn ", "pub(crate) fn ", "fn "];
        let names = lines.filter_map(|line| prefixes.iter().find_map(|it| line.strip_prefix(it)));
        let names: Vec<_> = names.filter_map(|line| line.split(['(', '<']).next()).collect();
        assert!(names.len() > 15, "{names:?}");
        names
    }
}
