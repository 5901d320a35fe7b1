//! Tokens become the text of a file.

mod boxes;
mod declaration;
mod expression;
mod item;
mod pattern;
mod printer;
mod statement;
mod token;

use super::{Package, tokens::Tokens};
use crate::files::MARK;
use printer::Printer;
use proc_macro2::TokenStream;
use syn::{ImplItem, Item};

/// One Rust file of a crate.
#[derive(Default)]
pub(super) struct RustFile {
    /// What stands at its head, in lines of Markdown.
    pub docs: Vec<String>,
    /// What is said to the compiler of all that it holds.
    pub attributes: Vec<&'static str>,
    /// What it holds.
    pub items: Tokens,
}

impl RustFile {
    /// The text, laid out as people lay out theirs.
    ///
    /// What is not Rust is the emitter's mistake, and an error in debug builds: they parse the whole
    /// text. Other builds parse only the items that are left to `prettyplease`.
    pub(super) fn text(self, package: &Package) -> syn::Result<String> {
        // Laid out, tokens take about as much room as in lines of their own.
        let mut text = String::with_capacity(self.items.as_str().len());
        text.extend(["// ", &mark(package), "\n\n"]);
        for line in &self.docs {
            let line = line.replace(char::is_control, " ");
            text.push_str(format!("//! {line}").trim_end_matches(' '));
            text.push('\n');
        }
        if !self.docs.is_empty() && !self.items.is_empty() {
            text.push('\n');
        }
        for attribute in &self.attributes {
            text.extend(["#![", attribute, "]\n"]);
        }
        if !self.attributes.is_empty() {
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

/// Prints tokens, with a blank line wherever a person would leave one. That they are Rust is
/// certain in debug builds alone.
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
            separated.push(ImplItem::Verbatim(TokenStream::new()));
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
    use token::Reader;

    fn laid_out(tokens: &Tokens) -> String {
        let mut text = String::new();
        lay_out(tokens, &mut text).unwrap();
        text
    }

    /// An item, unless it were left to `prettyplease`.
    fn laid_out_here(tokens: &Tokens) -> Option<String> {
        let mut reader = Reader::new(tokens);
        let mut text = String::new();
        Printer::new(&mut text).item(reader.item(item::is_whole)).ok()?;
        Some(text)
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

    /// What breaks a line in a body, around names of every length.
    fn statements(name: Ident<'_>, text: &str) -> Vec<Tokens> {
        let lines = [
            quote!(Call::new(self.core).with_path("a", a).with_path(#text, #name)),
            quote!(self.#name = Some(value.into());),
            quote!(self.#name.or(value)?.into()),
            quote!(self.with_query(#text, #name)),
            quote!(Self { #name, ..Self::default() }),
            quote!(Self { a: #name.into(), b }),
            quote!(object.member(#text, &self.#name)?;),
            quote!(let a = #name.iter().flatten();),
            quote!(let variants = [Variant::new(#text, |text| json(text).map(Self::A)),];),
            quote!(let variants = [Variant::new::<Vec<#name>>(#text, |text| json(text))];),
            quote!(form.files(#text, self.a.iter().flatten());),
            quote!(return Some(Self::#name(a));),
            quote!(A::encode(value, "tag", &[Tag::String(#text)], serializer)),
        ];
        let arms = [
            quote!(#text => Self::#name,),
            quote!("a" | #text | "c" => value.read(&mut self.a),),
            quote!(Tag::String("a" | #text) => tagged.read(Self::A),),
            quote!(Self::A(value) => Encode::encode(#name, value),),
            quote!(202 => Json::<BTreeMap<String, #name>>::decode(reply).map(Self::A),),
            quote!(204..=299 => { decode(#name) }),
            quote!(Self::A { #name, b } => { a(b)?; Ok(()) }),
            quote!(Self::#name { .. } => "a",),
            quote!(_ => value.optional(&mut self.#name),),
            quote!(A::B => A::C { #name, b: "c" },),
        ];
        let arms = arms.map(|arm| quote!(match value { #arm }));
        lines.into_iter().chain(arms).collect()
    }

    /// What breaks a line in an `impl`.
    fn members(name: Ident<'_>, text: &str) -> Vec<Tokens> {
        let members = [
            quote!(const ENDPOINT: Endpoint = Endpoint::new("get", Method::GET, #text);),
            quote!(const KIND: Kind = Kind::Object(&[Known::required(#text, Kind::A), Known::B]);),
            quote!(
                const A: &'static str = concat!(env!(#text), "/", env!("A"));
            ),
            quote!(type Item = BTreeMap<String, Vec<#name>>;),
            quote!(fn get(self, #name: &str) -> Call<'c, A> { a }),
            quote!(pub fn new(a: impl Into<#name>, b: Option<Vec<#name>>) -> Self { a }),
            quote!(fn all(&self) -> BTreeMap<String, #name> { a }),
            quote!(fn encode<S: Serializer>(&self, #name: S) -> Result<(), S::Error> { a }),
            quote!(#[doc(alias = #text)] pub(super) fn a() -> &'static [#name] { a }),
        ];
        let bodies = statements(name, text).into_iter().map(|it| quote!(fn a() { #it }));
        members.into_iter().chain(bodies).collect()
    }

    /// What breaks a line, each in an item of its own.
    fn breakable(length: usize) -> Vec<Tokens> {
        let (name, text) = ("n".repeat(length), "t".repeat(length));
        let (name, text) = (Ident::new(&name), text.as_str());
        let number = i64::try_from(length).unwrap() * 1000;
        let negative = -number;
        let items = [
            quote!(use crate::runtime::{Call, #name, Endpoint, Method};),
            quote!(use crate::runtime::{Call, Endpoint, Method, #name};),
            quote!(impl<'de> Deserialize<'de> for #name { fn a() {} }),
            quote!(impl From<#name> for #name { fn a() {} }),
            quote!(impl Call<'_, #name> {}),
            quote!(string_enum!(#name);),
            quote!(pub type A = BTreeMap<String, #name>;),
            quote!(pub struct A(pub Vec<#name>);),
            quote!(pub struct #name { pub #name: Option<Vec<#name>>, pub(super) a: &'c [#name] }),
            quote!(pub enum A { B(Box<#name>), #name, C { #[doc = " A."] a: String }, }),
            quote!(static A: &[B] = &[B { c: #text, d: &[E::f(1, 2, &G::H(&#name))] }, B {}];),
            quote!(static A: B = B::C(&[D::e("a", &#name).or(&[#text])], Some(&B::F));),
            quote!(
                static A: &[B] = &[
                    #[cfg(feature = #text)]
                    B { c: 1 },
                    C {},
                ];
            ),
            quote!(static A: B = B::C(&[1, #number, 23456, #number, 34567, #number]);),
            quote!(static A: B = B::C("tag", &[(T::S(#text), &#name), (T::I(#negative), &B)]);),
        ];
        let members = members(name, text).into_iter().map(|it| quote!(impl A { #it }));
        items.into_iter().chain(members).collect()
    }

    #[test]
    fn a_line_breaks_where_prettyplease_breaks_it() {
        for item in (1..100).flat_map(breakable) {
            let expected = slowly(item.as_str()).unwrap();
            assert_eq!(laid_out_here(&item), Some(expected), "{}", item.as_str());
        }
    }

    #[test]
    fn what_a_template_documents_is_known_here() {
        let item = quote! {
            /// A word.
            ///
            /// More.
            struct A;
        };
        let expected = "/// A word.\n///\n/// More.\nstruct A;\n";
        assert_eq!(laid_out_here(&item).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_unknown_here_is_left_to_prettyplease() {
        let item = quote!(
            fn a() {
                if let Some(b) = c {
                    d(b)
                }
            }
        );
        assert_eq!(laid_out_here(&item), None);
        assert_eq!(laid_out(&item), slowly(item.as_str()).unwrap());
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
            attributes: Vec::new(),
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
        let file = RustFile { items: quote!(struct struct;), ..RustFile::default() };
        assert!(file.text(&crate::emit::tests::package()).is_err());
    }
}
