//! Structs: an object with known members.

use super::{
    argument::Argument,
    candidate,
    definition::{Derives, type_docs},
    docs, envelope, json, parts,
    scope::{Model, Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Access, Field, Presence, Struct, TypeDef, TypeId, TypeRef};

/// A struct with everything that belongs to it.
pub(super) fn emit(
    id: TypeId,
    definition: &TypeDef,
    shape: &Struct,
    scope: &mut Scope<'_>,
) -> Tokens {
    let item = item(definition, shape, scope);
    let construction = construction(definition, shape, scope);
    let object = json::when(definition.direction.is_received(), scope, |scope, cfg| {
        object(definition, shape, scope, &cfg)
    });
    let decoding = json::decoding(definition, scope, |scope| {
        let decode = scope.runtime("decode");
        quote!(#decode::object(deserializer))
    });
    let encoding = json::encoding(definition, scope, |scope| encode(shape, scope));
    let is_form = scope.model.usage.forms.contains(&id);
    let form = is_form.then(|| parts::emit(definition, shape, scope));
    let candidate = candidate::emit(id, definition, scope);
    let opening = envelope::fields(shape).map(|fields| envelope::emit(definition, fields, scope));
    quote!(#item #construction #object #decoding #encoding #form #candidate #opening)
}

fn item(definition: &TypeDef, shape: &Struct, scope: &mut Scope<'_>) -> Tokens {
    let docs = type_docs(definition, scope.model);
    let derives = Derives::Struct.attributes();
    let name = ident(&definition.ident);
    let fields: Vec<_> = shape.fields.iter().map(|field| declaration(field, scope)).collect();
    let rest = shape.rest.iter().map(|(name, ty)| {
        let docs = docs::outer(&["All other members.".to_owned()]);
        let (name, ty) = (ident(name), scope.ty(&TypeRef::Map(Box::new(ty.clone()))));
        quote!(#docs pub #name: #ty,)
    });
    let rest: Vec<_> = rest.collect();
    quote! {
        #docs
        #derives
        pub struct #name {
            #(#fields)*
            #(#rest)*
        }
    }
}

fn declaration(field: &Field, scope: &mut Scope<'_>) -> Tokens {
    let docs = docs::outer(&field_docs(field, scope.model));
    let (name, ty) = (ident(&field.ident), scope.ty(&field.ty));
    match field.presence {
        Presence::Required => quote!(#docs pub #name: #ty,),
        Presence::Optional => quote!(#docs pub #name: Option<#ty>,),
    }
}

fn field_docs(field: &Field, model: &Model<'_>) -> Vec<String> {
    let mut lines = docs::lines(&field.docs, || meaning(field, model));
    // What is written in other letters than the field cannot be told from its name.
    if !field.wire.is_ascii() && !lines.iter().any(|line| line.contains(&field.wire)) {
        docs::paragraph(&mut lines, &format!("{} in JSON.", docs::code(&field.wire)));
    }
    if field.deprecated {
        docs::paragraph(&mut lines, "Deprecated.");
    }
    lines
}

/// What a field is that says nothing of itself: a link where its type is one of the model.
fn meaning(field: &Field, model: &Model<'_>) -> String {
    let (item, is_list) = match unwrapped(&field.ty) {
        TypeRef::List(item) => (unwrapped(item), true),
        ty => (ty, false),
    };
    let TypeRef::Named(id) = item else { return format!("The {}.", docs::code(&field.wire)) };
    let Some(TypeDef { ident, .. }) = model.get(*id) else { return String::new() };
    if is_list { format!("A list of [`{ident}`].") } else { format!("The [`{ident}`].") }
}

/// The type inside of boxes and options.
fn unwrapped(mut ty: &TypeRef) -> &TypeRef {
    while let TypeRef::Boxed(inner) | TypeRef::Nullable(inner) = ty {
        ty = inner;
    }
    ty
}

/// A constructor and setters, for what is sent.
fn construction(definition: &TypeDef, shape: &Struct, scope: &mut Scope<'_>) -> Tokens {
    if !definition.direction.is_sent() {
        return Tokens::new();
    }
    let settable = || shape.fields.iter().filter(|field| field.access != Access::ReadOnly);
    let required: Vec<_> =
        settable().filter(|field| field.presence == Presence::Required).collect();
    let is_all = required.len() == member_count(shape);
    let constructor = constructor(definition, &required, is_all, scope);
    let optional = settable().filter(|field| field.presence == Presence::Optional);
    let setters: Vec<_> = optional.map(|field| setter(field, scope)).collect();
    if required.is_empty() && setters.is_empty() {
        return Tokens::new();
    }
    let name = ident(&definition.ident);
    quote! {
        impl #name {
            #constructor
            #(#setters)*
        }
    }
}

fn member_count(shape: &Struct) -> usize {
    shape.fields.len() + usize::from(shape.rest.is_some())
}

/// `new`, with all that is required; `Default` does where nothing is.
fn constructor(
    definition: &TypeDef,
    required: &[&Field],
    is_all: bool,
    scope: &mut Scope<'_>,
) -> Tokens {
    if required.is_empty() {
        return Tokens::new();
    }
    let (arguments, values): (Vec<_>, Vec<_>) = required
        .iter()
        .map(|field| {
            let name = ident(&field.ident);
            let argument = Argument::owned(&field.ty, &quote!(#name), scope);
            let (ty, value) = (argument.ty, argument.value);
            let init = if argument.is_plain { quote!(#name) } else { quote!(#name: #value) };
            (quote!(#name: #ty), init)
        })
        .unzip();
    let others = (!is_all).then(|| quote!(, ..Self::default()));
    let name = &definition.ident;
    let docs = format!("{} [`{name}`] with what is required.", docs::article(name.as_str()));
    let docs = docs::outer(&docs::wrapped(&docs));
    quote! {
        #docs
        #[inline]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* #others }
        }
    }
}

fn setter(field: &Field, scope: &mut Scope<'_>) -> Tokens {
    let lines = field_docs(field, scope.model);
    let first: Vec<_> = lines.into_iter().take_while(|line| !line.is_empty()).collect();
    let docs = docs::outer(&first);
    let name = ident(&field.ident);
    let argument = Argument::owned(&field.ty, &quote!(#name), scope);
    let (ty, value) = (argument.ty, argument.value);
    quote! {
        #docs
        #[must_use]
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    }
}

/// `impl Object`, by which members are read.
fn object(definition: &TypeDef, shape: &Struct, scope: &mut Scope<'_>, cfg: &Tokens) -> Tokens {
    let (object, name) = (scope.runtime("Object"), ident(&definition.ident));
    let member = member(shape, scope);
    quote! {
        #cfg
        impl<'de> #object<'de> for #name {
            #member
        }
    }
}

/// The method that reads a member.
fn member(shape: &Struct, scope: &mut Scope<'_>) -> Tokens {
    let (member, access) = (scope.runtime("Member"), scope.serde("de::MapAccess"));
    let is_used = member_count(shape) > 0;
    let name = if is_used { quote!(name) } else { quote!(_) };
    let read = read(shape, scope.model);
    quote! {
        #[inline]
        fn member<A: #access<'de>>(
            &mut self,
            #name: &str,
            value: #member<'_, A>,
        ) -> Result<(), A::Error> {
            #read
        }
    }
}

fn read(shape: &Struct, model: &Model<'_>) -> Tokens {
    let rest = shape.rest.as_ref().map(|(name, _)| ident(name));
    let others =
        rest.map_or(quote!(value.skip()), |rest| quote!(value.rest(name, &mut self.#rest)));
    if shape.fields.is_empty() {
        return others;
    }
    let arms = shape.fields.iter().map(|field| arm(field, model));
    quote!(match name { #(#arms)* _ => #others, })
}

fn arm(field: &Field, model: &Model<'_>) -> Tokens {
    let names = std::iter::once(&field.wire).chain(&field.aliases);
    let name = ident(&field.ident);
    let read = match (field.presence, &field.ty) {
        (Presence::Optional, TypeRef::Nullable(_)) => quote!(nullable),
        (Presence::Optional, ty) if model.meant(ty) == Some(&TypeRef::Json) => quote!(any),
        (Presence::Optional, _) | (Presence::Required, TypeRef::Nullable(_)) => quote!(optional),
        (Presence::Required, _) => quote!(read),
    };
    quote!(#(#names)|* => value.#read(&mut self.#name),)
}

fn encode(shape: &Struct, scope: &mut Scope<'_>) -> Tokens {
    let encode = scope.runtime("encode");
    let members = members(shape);
    let mutable = (member_count(shape) > 0).then(|| quote!(mut));
    quote! {
        let #mutable object = #encode::object(serializer, mode);
        #(#members)*
        object.end()
    }
}

fn members(shape: &Struct) -> Vec<Tokens> {
    let fields = shape.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.ident), &field.wire);
        let write = match (field.access, field.presence) {
            (Access::ReadOnly, Presence::Required) => quote!(read_only),
            (Access::ReadOnly, Presence::Optional) => quote!(read_only_optional),
            (_, Presence::Required) => quote!(member),
            (_, Presence::Optional) => quote!(optional),
        };
        quote!(object.#write(#wire, &self.#name);)
    });
    let rest = shape.rest.iter().map(|(name, _)| {
        let name = ident(name);
        quote!(object.rest(&self.#name);)
    });
    fields.chain(rest).collect()
}
