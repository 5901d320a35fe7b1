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
    "blocking.rs",
    "builder.rs",
    "call.rs",
    "client.rs",
    "credentials.rs",
    "decode.rs",
    "encode.rs",
    "endpoint.rs",
    "enumeration.rs",
    "envelope.rs",
    "error.rs",
    "file.rs",
    "form.rs",
    "kind.rs",
    "lib.rs",
    "parameter.rs",
    "path.rs",
    "place.rs",
    "reply.rs",
    "request.rs",
    "secret.rs",
    "text.rs",
    "tls.rs",
    "union.rs",
    "wait.rs",
    "wait_error.rs",
];

/// Copies the runtime into a crate.
pub(super) fn emit(package: &Package, files: &mut FileSet) {
    for (name, text) in FILES {
        let name = if *name == "lib.rs" { "mod.rs" } else { name };
        let path = Utf8Path::new("src/runtime").join(name);
        files.insert(path, format!("// {}\n\n{text}", mark(package)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::reserved;

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
    fn no_parameter_is_called_as_a_method_of_calls() {
        let blocks = FILES.iter().flat_map(|(_, text)| text.split("\nimpl").skip(1));
        let of_calls = blocks.filter(|block| {
            let head = block.lines().next().unwrap();
            head.contains(" Call<") && !head.contains(" for ")
        });
        let lines = of_calls.flat_map(|block| block.split("\n}\n").next().unwrap().lines());
        let is_method = |line: &&str| line.starts_with("    ") && line.contains("fn ");
        let methods = lines.filter(is_method).filter_map(|line| {
            let line =
                line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            line.strip_prefix("fn ")
        });
        let names: Vec<&str> =
            methods.map(|method| method.split(['(', '<']).next().unwrap()).collect();
        for name in ["new", "send", "send_and_wait", "wait"] {
            assert!(names.contains(&name), "{name} is not found: {names:?}");
        }
        for name in names {
            assert!(reserved::CALL.contains(&name), "{name}");
        }
    }
}
