//! Tokens become the text of a file.

mod expression;
mod item;
mod printer;
mod token;

use super::{Package, tokens::Tokens};
use crate::files::MARK;
use printer::Printer;
use syn::{ImplItem, Item};

/// One Rust file of a crate.
pub(super) struct RustFile {
    /// What stands at its head, in lines of Markdown.
    pub docs: Vec<String>,
    /// What it holds.
    pub items: Tokens,
}

impl RustFile {
    /// The text, laid out as people lay out theirs; or the emitter's mistake, if it is not Rust.
    pub(super) fn text(self, package: &Package) -> syn::Result<String> {
        let mut text = format!("// {}\n\n", mark(package));
        for line in &self.docs {
            let line = line.replace(char::is_control, " ");
            text.push_str(format!("//! {line}").trim_end_matches(' '));
            text.push('\n');
        }
        if !self.docs.is_empty() && !self.items.is_empty() {
            text.push('\n');
        }
        lay_out(&self.items, &mut text)?;
        Ok(text)
    }
}

/// The sentence that marks a file as generated.
pub(super) fn mark(package: &Package) -> String {
    let command = package.command.replace(char::is_control, " ");
    format!("{MARK} by `{command}`; do not edit.")
}

/// `rustfmt.toml`: formatting again would be a difference to the next run.
pub(super) fn rustfmt(package: &Package) -> String {
    format!(
        "# {}\n\n# The generator lays the code out, always in the same way.\ndisable_all_formatting = true\n",
        mark(package)
    )
}

/// Prints tokens, with a blank line wherever a person would leave one.
fn lay_out(tokens: &Tokens, text: &mut String) -> syn::Result<()> {
    Printer::new(text).file(tokens)?;
    // Parsing costs as much as all else: it is for the tests, which run every kind of template.
    if cfg!(debug_assertions) {
        syn::parse_file(text)?;
    }
    Ok(())
}

/// What `prettyplease` makes of items, with blank lines between what an `impl` holds.
fn slowly(items: &str) -> syn::Result<String> {
    let mut file: syn::File = syn::parse_str(items)?;
    for item in &mut file.items {
        if let Item::Impl(block) = item {
            block.items = separate(std::mem::take(&mut block.items));
        }
    }
    Ok(prettyplease::unparse(&file))
}

/// Puts nothing, which prints as a blank line, between items that do not belong together.
fn separate(items: Vec<ImplItem>) -> Vec<ImplItem> {
    let is_plain = |item: &ImplItem| matches!(item, ImplItem::Const(_) | ImplItem::Type(_));
    let mut separated: Vec<ImplItem> = Vec::with_capacity(items.len() * 2);
    for item in items {
        if separated.last().is_some_and(|previous| !is_plain(previous) || !is_plain(&item)) {
            separated.push(ImplItem::Verbatim(Default::default()));
        }
        separated.push(item);
    }
    separated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::tokens::{Ident, quote};
    use std::{fs, path::PathBuf};

    fn laid_out(tokens: &Tokens) -> String {
        let mut text = String::new();
        lay_out(tokens, &mut text).unwrap();
        text
    }

    fn lines(text: &str) -> Vec<&str> {
        text.lines().filter(|line| !line.is_empty()).collect()
    }

    /// The generated files that are checked in, but for the hand-written part.
    fn generated() -> Vec<String> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut folders = vec![root.join("generated/src"), root.join("tests/cases")];
        let mut texts = Vec::new();
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() && !path.ends_with("runtime") {
                    folders.push(path);
                } else if path.extension().is_some_and(|it| it == "rs") {
                    texts.push(fs::read_to_string(path).unwrap());
                }
            }
        }
        texts.retain(|text| text.starts_with("// @generated"));
        texts
    }

    #[test]
    fn everything_is_laid_out_as_prettyplease_would() {
        let files = generated();
        assert!(files.len() > 50, "{}", files.len());
        for text in files {
            let expected = prettyplease::unparse(&syn::parse_file(&text).unwrap());
            assert_eq!(lines(&text).split_off(1), lines(&expected));
        }
    }

    /// What breaks a line, around names of every length, each in an item of its own: what is unknown
    /// in an item would leave all of it to `prettyplease`.
    fn breakable(length: usize) -> Vec<Tokens> {
        let name = "n".repeat(length);
        let name = Ident::new(&name);
        let text = "t".repeat(length);
        let constants = [
            quote!(const ENDPOINT: Endpoint = Endpoint::new("get", Method::GET, #text);),
            quote!(const KIND: Kind = Kind::Object(&[Known::required(#text, Kind::A), Known::B]);),
        ];
        let functions = [
            quote!(fn get(self, #name: &str) -> Call<'c, A> { a }),
            quote!(fn encode<S: Serializer>(&self, #name: S) -> Result<(), S::Error> { a }),
        ];
        let statements = [
            quote!(Call::new(self.core).with_path("a", a).with_path(#text, #name)),
            quote!(self.#name = Some(value.into());),
            quote!(self.with_query(#text, #name)),
            quote!(Self { #name, ..Self::default() }),
            quote!(object.member(#text, &self.#name)?;),
            quote!(let variants = [Variant::new(#text, |text| json(text).map(Self::A)),];),
        ];
        let arms = [
            quote!(#text => Self::#name,),
            quote!(Self::A(value) => Encode::encode(#name, value),),
            quote!(202 => Json::<BTreeMap<String, #name>>::decode(reply).map(Self::A),),
            quote!(204..=299 => { decode(#name) }),
            quote!(_ => value.optional(&mut self.#name),),
        ];
        let statements = statements.into_iter().chain(arms.map(|arm| quote!(match value { #arm })));
        let functions = functions.into_iter().chain(statements.map(|it| quote!(fn a() { #it })));
        let members = constants.into_iter().chain(functions);
        let uses = [
            quote!(use crate::runtime::{Call, #name, Endpoint, Method};),
            quote!(use crate::runtime::{Call, Endpoint, Method, #name};),
        ];
        uses.into_iter().chain(members.map(|member| quote!(impl A { #member }))).collect()
    }

    #[test]
    fn a_line_breaks_where_prettyplease_breaks_it() {
        for item in (1..100).flat_map(breakable) {
            let expected = slowly(item.as_str()).unwrap();
            assert_eq!(laid_out(&item), expected);
        }
    }

    #[test]
    fn items_and_methods_are_parted_by_a_blank_line() {
        let text = laid_out(&quote! {
            use a::B;
            use c::D;
            pub use e::F;
            #[doc = " A."]
            struct A;
            impl A { type T = u8; const C: u8 = 1; fn a() {} #[doc = " B."] fn b() {} }
            impl B {}
        });
        let expected = "\
use a::B;
use c::D;

pub use e::F;

/// A.
struct A;

impl A {
    type T = u8;
    const C: u8 = 1;

    fn a() {}

    /// B.
    fn b() {}
}

impl B {}
";
        assert_eq!(text, expected);
    }

    #[test]
    fn the_documentation_of_a_file_is_parted_from_its_items() {
        let file = RustFile {
            docs: vec!["Things.".to_owned(), String::new(), "More.".to_owned()],
            items: quote!(
                mod a;
                mod b;
            ),
        };
        let text = file.text(&crate::emit::tests::package()).unwrap();
        let expected = "\
// @generated by `cargo xtask regenerate`; do not edit.

//! Things.
//!
//! More.

mod a;
mod b;
";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_text_never_leaves_its_literal() {
        let hostile = "\"; } fn evil() { \" \n \u{202e} */ \\";
        let text = laid_out(&quote!(const A: &str = #hostile;));
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!text.contains('\u{202e}'), "{text}");
    }

    #[test]
    fn what_is_not_rust_is_a_mistake_and_no_file() {
        let file = RustFile { docs: Vec::new(), items: quote!(struct struct;) };
        assert!(file.text(&crate::emit::tests::package()).is_err());
    }
}
