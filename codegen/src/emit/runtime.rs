//! The hand-written part, which every crate gets a copy of.

use super::{Package, layout::mark};
use crate::files::FileSet;
use camino::Utf8Path;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../runtime/src/", $name)))),+]
    };
}

/// Every file of the runtime.
const FILES: &[(&str, &str)] = files![
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
    "enumeration.rs",
    "envelope.rs",
    "error.rs",
    "event_parser.rs",
    "events.rs",
    "execute.rs",
    "file.rs",
    "form.rs",
    "header.rs",
    "hook.rs",
    "kind.rs",
    "lib.rs",
    "or_empty.rs",
    "origin.rs",
    "page.rs",
    "paging.rs",
    "parameter.rs",
    "path.rs",
    "place.rs",
    "prepare.rs",
    "rate_limit.rs",
    "redirect.rs",
    "reply.rs",
    "request.rs",
    "retry.rs",
    "secret.rs",
    "security.rs",
    "sensitive.rs",
    "server.rs",
    "shape.rs",
    "stream.rs",
    "text.rs",
    "tls.rs",
    "tolerance.rs",
    "trace.rs",
    "transport_error.rs",
    "union.rs",
    "wait.rs",
    "wait_error.rs",
    "walk.rs",
];

/// Copies the runtime into a crate, without its tests, which end the files that have some.
pub(super) fn emit(package: &Package, files: &mut FileSet) {
    for (name, text) in FILES {
        let name = if *name == "lib.rs" { "mod.rs" } else { name };
        let path = Utf8Path::new("src/runtime").join(name);
        let text = text.split_once("\n#[cfg(test)]\n").map_or(*text, |(text, _)| text);
        files.insert(path, format!("// {}\n\n{text}", mark(package)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{emit::tests::package, name::reserved};

    #[test]
    fn no_file_is_forgotten() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime/src");
        let mut found: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        found.sort();
        assert_eq!(found, FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn tests_are_not_copied() {
        let mut files = FileSet::default();
        emit(&package(), &mut files);
        assert!(files.iter().all(|(_, text)| !text.contains("#[test]")));
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
        let blocks = FILES.iter().flat_map(|(_, text)| text.split("\nimpl").skip(1));
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
