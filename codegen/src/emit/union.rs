//! Unions: one of several types.

use super::{
    candidate,
    definition::{Derives, type_docs},
    docs, json, parts,
    scope::{Scope, ident},
    tokens::{Tokens, quote},
};
use crate::model::{Tag, TagValue, TypeDef, TypeId, TypeRef, Union, UnionVariant};

/// A union with everything that belongs to it.
pub(super) fn emit(
    id: TypeId,
    definition: &TypeDef,
    shape: &Union,
    scope: &mut Scope<'_>,
) -> Tokens {
    let item = item(definition, shape, scope);
    let conversions = conversions(id, definition, shape, scope);
    let decoding = json::decoding(definition, scope, |scope| match &shape.tag {
        Some(tag) => by_tag(tag, shape, scope),
        None => by_kind(shape, scope),
    });
    let encoding = json::encoding(definition, scope, |scope| encode(shape, scope));
    let candidate = candidate::emit(id, definition, scope);
    let is_form = scope.model.usage.forms.contains(&id);
    let form = is_form.then(|| parts::of_union(definition, shape, scope));
    quote!(#item #conversions #decoding #encoding #candidate #form)
}

fn item(definition: &TypeDef, shape: &Union, scope: &mut Scope<'_>) -> Tokens {
    let (docs, derives) = (type_docs(definition, scope.model), Derives::Union.attributes());
    let (name, json) = (ident(&definition.ident), Scope::json());
    let tag = shape.tag.as_ref().map(|tag| tag.wire.as_str());
    let variants: Vec<_> = shape.variants.iter().map(|known| variant(known, tag, scope)).collect();
    let otherwise = docs::outer(&[match tag {
        Some(_) => {
            "Nothing, or a variant that this version does not know, kept as it came.".to_owned()
        }
        // JSON that no variant describes is an error, which says why.
        None => "Nothing, or what no variant describes, sent as it is.".to_owned(),
    }]);
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #otherwise
            Unrecognized(#json),
        }

        impl Default for #name {
            #[inline]
            fn default() -> Self {
                Self::Unrecognized(#json::Null)
            }
        }
    }
}

fn variant(variant: &UnionVariant, tag: Option<&str>, scope: &mut Scope<'_>) -> Tokens {
    let docs = docs::outer(&docs::lines(&variant.docs, || meaning(variant, tag)));
    let (name, ty) = (ident(&variant.ident), scope.ty(&variant.ty));
    quote!(#docs #name(#ty),)
}

/// What an alternative is that says nothing of itself: the values that tell it from others.
fn meaning(variant: &UnionVariant, tag: Option<&str>) -> String {
    let values: Vec<_> = variant.tags.iter().map(|value| docs::code(&text(value))).collect();
    match tag {
        Some(tag) if !values.is_empty() => {
            format!("{} is {}.", docs::code(tag), values.join(" or "))
        }
        _ => "One of the forms that a value may have.".to_owned(),
    }
}

/// `From` each type that stands for one variant only.
fn conversions(id: TypeId, definition: &TypeDef, shape: &Union, scope: &mut Scope<'_>) -> Tokens {
    let name = ident(&definition.ident);
    let named: Vec<_> = shape.variants.iter().map(|variant| own_type(&variant.ty, scope)).collect();
    let impls = shape.variants.iter().zip(&named).filter_map(|(variant, own)| {
        let own = (*own)?;
        let is_alone = named.iter().filter(|other| **other == Some(own)).count() == 1;
        (is_alone && own != id).then(|| {
            let (ty, case) = (scope.ty(&TypeRef::Named(own)), ident(&variant.ident));
            let is_boxed = matches!(variant.ty, TypeRef::Boxed(_));
            let value = if is_boxed { quote!(Box::new(value)) } else { quote!(value) };
            quote! {
                impl From<#ty> for #name {
                    #[inline]
                    fn from(value: #ty) -> Self {
                        Self::#case(#value)
                    }
                }
            }
        })
    });
    quote!(#(#impls)*)
}

/// The type of the model that a variant holds, by its own name: two aliases might be the same.
fn own_type(ty: &TypeRef, scope: &Scope<'_>) -> Option<TypeId> {
    match scope.model.meant(ty)? {
        TypeRef::Named(id) => Some(*id),
        _ => None,
    }
}

fn by_tag(own: &Tag, shape: &Union, scope: &mut Scope<'_>) -> Tokens {
    let (union, tag) = (scope.runtime("union"), scope.runtime("Tag"));
    let wire = &own.wire;
    let or_by_members = own.may_be_absent.then(|| by_members(shape, scope));
    let known = shape.variants.iter().filter(|variant| !variant.tags.is_empty());
    let arms = known.map(|variant| {
        let (name, pattern) = (ident(&variant.ident), tag_pattern(&variant.tags, &tag));
        quote!(#pattern => tagged.read(Self::#name),)
    });
    quote! {
        let tagged = #union::tagged(deserializer, #wire)? #or_by_members;
        match tagged.tag() {
            #(#arms)*
            _ => tagged.read(Self::Unrecognized),
        }
    }
}

/// The tag of a value that has none, by what the variants look like.
fn by_members(shape: &Union, scope: &mut Scope<'_>) -> Tokens {
    let (tag_type, kind) = (scope.runtime("Tag"), scope.runtime("Kind"));
    let known = shape.variants.iter().filter_map(|variant| {
        let tag = tag_value(variant.tags.first()?, &tag_type);
        let ty = scope.ty(&variant.ty);
        Some(quote!((#tag, #kind::of::<#ty>())))
    });
    let known: Vec<_> = known.collect();
    quote!(.or_by_members(&[#(#known),*]))
}

fn by_kind(shape: &Union, scope: &mut Scope<'_>) -> Tokens {
    let (union, variant_type) = (scope.runtime("union"), scope.runtime("union::Variant"));
    let decode = scope.runtime("decode");
    let variants = shape.variants.iter().map(|variant| {
        let (name, ty) = (ident(&variant.ident), scope.ty(&variant.ty));
        let said = variant.ident.as_str();
        quote!(#variant_type::new::<#ty>(#said, |text| #decode::json(text).map(Self::#name)),)
    });
    let variants: Vec<_> = variants.collect();
    quote! {
        let variants = [#(#variants)*];
        #union::untagged(deserializer, &variants)
    }
}

fn encode(shape: &Union, scope: &mut Scope<'_>) -> Tokens {
    let encode = scope.runtime("Encode");
    let arms: Vec<_> = shape.variants.iter().map(|known| writing(known, shape, scope)).collect();
    quote! {
        match self {
            #(#arms)*
            Self::Unrecognized(value) => #encode::encode(value, serializer, mode),
        }
    }
}

fn writing(variant: &UnionVariant, shape: &Union, scope: &mut Scope<'_>) -> Tokens {
    let name = ident(&variant.ident);
    let Some((tag, implied)) = shape.tag.as_ref().zip(variant.implied.as_ref()) else {
        let encode = scope.runtime("Encode");
        return quote!(Self::#name(value) => #encode::encode(value, serializer, mode),);
    };
    let (union, tag_type) = (scope.runtime("union"), scope.runtime("Tag"));
    // The first is what is filled in.
    let others = variant.tags.iter().filter(|tag| *tag != implied);
    let tags = std::iter::once(implied).chain(others).map(|tag| tag_value(tag, &tag_type));
    let wire = &tag.wire;
    quote! {
        Self::#name(value) => {
            #union::encode_tagged(value, #wire, &[#(#tags),*], serializer, mode)
        }
    }
}

/// What matches any of some values.
fn tag_pattern(values: &[TagValue], tag: &Tokens) -> Tokens {
    let texts: Vec<_> = values
        .iter()
        .filter_map(|value| match value {
            TagValue::String(text) => Some(text),
            TagValue::Integer(_) | TagValue::Bool(_) => None,
        })
        .collect();
    if texts.len() == values.len() {
        return quote!(#tag::String(#(#texts)|*));
    }
    let values = values.iter().map(|value| tag_value(value, tag));
    quote!(#(#values)|*)
}

fn tag_value(value: &TagValue, tag: &Tokens) -> Tokens {
    match value {
        TagValue::String(text) => quote!(#tag::String(#text)),
        TagValue::Bool(value) => quote!(#tag::Bool(#value)),
        TagValue::Integer(value) => {
            quote!(#tag::Integer(#value))
        }
    }
}

fn text(value: &TagValue) -> String {
    match value {
        TagValue::String(text) => text.clone(),
        TagValue::Integer(value) => value.to_string(),
        TagValue::Bool(value) => value.to_string(),
    }
}
