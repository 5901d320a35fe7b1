//! Objects with known members.

use super::{
    composition::is_substantive,
    docs, extension,
    facts::{Facts, SchemaRef, anything},
    place::Place,
    schema::{Lowered, Schemas},
};
use crate::{
    diagnostic::Code,
    model::{Access, Docs, Field, Presence, Shape, Struct, TypeRef},
    name::{Case, Claim, Ident, Rank, Scope, Words, reserved},
};
use indexmap::{IndexMap, IndexSet};
use openapiv3::AdditionalProperties;

/// How many members the objects of a document may have together, inherited ones included. The
/// largest real documents have a tenth of it.
pub(super) const MOST_MEMBERS: usize = 500_000;

/// What an object consists of, gathered from all of its parts.
#[derive(Clone, Default)]
pub(super) struct Members<'a> {
    named: IndexMap<&'a str, Member<'a>>,
    pub(super) required: IndexSet<&'a str>,
    rest: Option<(&'a AdditionalProperties, Place<'a>)>,
}

/// A property, and where it is defined.
#[derive(Clone)]
pub(super) struct Member<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) place: Place<'a>,
    /// Whether only some of several alternatives have it.
    optional: bool,
    /// What earlier parts say of it, which is an object to all of them.
    pub(super) earlier: Vec<(SchemaRef<'a>, Place<'a>)>,
    /// The type of all that the parts say, where the schema is one of them.
    pub(super) joined: Option<TypeRef>,
}

impl<'a> Member<'a> {
    fn new(schema: SchemaRef<'a>, place: Place<'a>, optional: bool) -> Self {
        Self { schema, place, optional, earlier: Vec::new(), joined: None }
    }
}

impl<'a> Members<'a> {
    /// The names of all members, those that are required without a description included.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.named.keys().chain(&self.required).copied()
    }

    /// The members that are described.
    pub(super) fn schemas(&self) -> impl Iterator<Item = (&'a str, SchemaRef<'a>)> {
        self.named.iter().map(|(name, member)| (*name, member.schema))
    }

    /// The members of which several parts say something.
    pub(super) fn told_in_parts(&mut self) -> impl Iterator<Item = (&'a str, &mut Member<'a>)> {
        let members = self.named.iter_mut().map(|(name, member)| (*name, member));
        members.filter(|(_, member)| !member.earlier.is_empty())
    }

    /// Whether nothing is said of other members, but perhaps that there are none.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self.rest, None | Some((AdditionalProperties::Any(false), _)))
    }
}

impl<'a> Schemas<'a> {
    /// An object with known members.
    pub(super) fn structure(&mut self, facts: &Facts<'a>, place: &Place<'a>) -> Lowered {
        let mut members = Members::default();
        self.add_members(&mut members, facts, place, false);
        Lowered::new(self.build(members))
    }

    /// Adds the members that a schema names.
    pub(super) fn add_members(
        &mut self,
        members: &mut Members<'a>,
        facts: &Facts<'a>,
        place: &Place<'a>,
        optional: bool,
    ) {
        let count = facts.properties.map_or(0, IndexMap::len) + facts.required.len();
        if !self.may_have_members(count, place) {
            return;
        }
        for (name, schema) in facts.properties.into_iter().flatten() {
            let (schema, place) = (SchemaRef::from(schema), place.property(name.as_str()));
            self.add_member(members, name, Member::new(schema, place, optional));
        }
        if !optional {
            members.required.extend(facts.required.iter().map(String::as_str));
        }
        if let Some(additional) = facts.additional {
            members.rest = Some((additional, place.clone()));
        }
    }

    /// Whether more members fit in. A member that thousands of schemas inherit counts for each.
    pub(super) fn may_have_members(&mut self, count: usize, place: &Place<'a>) -> bool {
        if let Some(left) = self.members_left.checked_sub(count) {
            self.members_left = left;
            return true;
        }
        if !self.too_large {
            self.too_large = true;
            let message = format!("the objects have more than {MOST_MEMBERS} members together");
            let help = "look whether the document is what it should be";
            self.finder.report(Code::TooLarge, &place.pointer(), message, help);
        }
        false
    }

    /// Adds a property; where there is one of the name already, the later holds if it says more.
    fn add_member(&mut self, members: &mut Members<'a>, name: &'a str, mut member: Member<'a>) {
        if let Some(earlier) = members.named.get_mut(name) {
            member.optional &= earlier.optional;
            // Both parts hold, unless they are alternatives.
            let counts = if member.optional {
                is_substantive(member.schema)
            } else {
                self.is_overridden(earlier.schema, member.schema)
            };
            if earlier.schema == member.schema || !counts {
                return;
            }
            let both = [earlier.schema, member.schema];
            if !member.optional && both.into_iter().all(|it| self.has_members(it)) {
                member.earlier = std::mem::take(&mut earlier.earlier);
                member.earlier.push((earlier.schema, earlier.place.clone()));
            } else if is_substantive(earlier.schema)
                && !self.can_narrow(earlier.schema, member.schema)
            {
                self.report_difference(name, &mut member);
            }
        }
        members.named.insert(name, member);
    }

    /// Says that a member is of several types, and what becomes of it.
    fn report_difference(&mut self, name: &str, member: &mut Member<'a>) {
        let message = if member.optional {
            member.schema = SchemaRef::Inline(anything());
            format!(
                "the alternatives give the property `{name}` different types, so it is any JSON value"
            )
        } else {
            format!("the parts give the property `{name}` different types; the last one holds")
        };
        self.finder.degraded(&member.place.pointer(), message);
    }

    /// Makes a structure of what was gathered.
    pub(super) fn build(&mut self, members: Members<'a>) -> Shape {
        let Members { mut named, required, rest } = members;
        for name in &required {
            // Required and not described: any value.
            if let (None, Some((_, any))) = (named.get(name), named.first())
                && let Some(place) = any.place.parent()
            {
                let schema = SchemaRef::Inline(anything());
                let place = place.property(*name);
                named.insert(name, Member::new(schema, place, false));
            }
        }
        let (idents, rest_ident) = self.field_names(&named);
        let mut fields = Vec::with_capacity(named.len());
        for ((name, member), ident) in named.iter().zip(idents) {
            let required = required.contains(name) && !member.optional;
            let presence = if required { Presence::Required } else { Presence::Optional };
            fields.push(self.field(name, member, presence, ident));
        }
        let rest = rest.and_then(|(rest, place)| self.additional(Some(rest), &place));
        Shape::Struct(Struct { fields, rest: rest_ident.zip(rest), envelope: None })
    }

    /// The names of the fields, and of the field that keeps all other members.
    fn field_names(
        &mut self,
        named: &IndexMap<&'a str, Member<'a>>,
    ) -> (Vec<Ident>, Option<Ident>) {
        let mut scope = Scope::new(Case::Snake);
        let mut explicit = Vec::with_capacity(named.len());
        for (wire, member) in named {
            let rust = match member.schema {
                SchemaRef::Inline(schema) => {
                    self.rust(&schema.schema_data.extensions, || member.place.pointer())
                }
                SchemaRef::Reference(_) => extension::Rust::default(),
            };
            scope.claim(field_claim(wire, rust.name.as_deref()));
            explicit.push(rust.name);
        }
        scope.claim(Claim {
            rank: Rank::Extra,
            names: vec![Words::of("additional properties"), Words::of("other properties")],
            reserved: reserved::FIELDS,
            ..Claim::default()
        });
        let further = |at: usize| {
            let (wire, _) = named.get_index(at)?;
            let own = explicit.get(at)?.as_deref().unwrap_or(wire);
            Some(vec![Words::spelled(own), Words::of(own).then("value")])
        };
        let mut resolved = scope.resolve_with(further);
        let pointer = |at: usize| Some(named.get_index(at)?.1.place.pointer());
        self.finder.collisions(&resolved, "field", pointer);
        let rest = resolved.idents.pop();
        (resolved.idents, rest)
    }

    fn field(
        &mut self,
        wire: &str,
        member: &Member<'a>,
        presence: Presence,
        ident: Ident,
    ) -> Field {
        let ty = match &member.joined {
            Some(joined) => joined.clone(),
            None => self.type_of(member.schema, &member.place),
        };
        let (aliases, docs) = match member.schema {
            SchemaRef::Inline(schema) => (
                extension::texts(&schema.schema_data.extensions, "x-aliases"),
                docs::of_value(&Facts::of(schema)),
            ),
            SchemaRef::Reference(_) => (Vec::new(), Docs::default()),
        };
        let (access, deprecated) = self.access(member.schema);
        Field { wire: wire.to_owned(), aliases, ident, ty, presence, access, deprecated, docs }
    }

    /// Whether what a later part says of a member counts, and not what an earlier one says, which
    /// may be more of the same kind of value.
    pub(super) fn is_overridden(&self, earlier: SchemaRef<'a>, later: SchemaRef<'a>) -> bool {
        let resolve = |schema| self.references.schema(schema).map(|(it, _)| Facts::of(it));
        let detail = |facts: &Facts<'a>| (!facts.is_leaf(), facts.format.is_some());
        is_substantive(later)
            && match (resolve(earlier), resolve(later)) {
                (Some(earlier), Some(later)) if earlier.kind() == later.kind() => {
                    detail(&earlier) <= detail(&later)
                }
                _ => true,
            }
    }

    /// Whether a schema names members, itself or by what it is made of.
    fn has_members(&self, schema: SchemaRef<'a>) -> bool {
        self.references.schema(schema).is_some_and(|(schema, _)| {
            let facts = Facts::of(schema);
            facts.properties.is_some() || !facts.all_of.is_empty()
        })
    }

    /// Whether a schema may be a narrower form of another: it is of the same kind, or the other is
    /// of none.
    fn can_narrow(&self, earlier: SchemaRef<'a>, later: SchemaRef<'a>) -> bool {
        let kind = |schema| self.references.schema(schema).and_then(|(it, _)| Facts::of(it).kind());
        let (earlier, later) = (kind(earlier), kind(later));
        earlier.is_none() || earlier == later
    }

    /// Who may set a member, and whether it is deprecated.
    fn access(&self, schema: SchemaRef<'a>) -> (Access, bool) {
        let Some((schema, _)) = self.references.schema(schema) else {
            return (Access::ReadWrite, false);
        };
        let data = &schema.schema_data;
        let access = match (data.read_only, data.write_only) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            _ => Access::ReadWrite,
        };
        (access, data.deprecated)
    }
}

/// The wish of a field for its name.
fn field_claim(wire: &str, explicit: Option<&str>) -> Claim {
    Claim {
        rank: if explicit.is_some() { Rank::Given } else { Rank::Usual },
        wire: wire.to_owned(),
        names: vec![Words::of(explicit.unwrap_or(wire))],
        reserved: reserved::FIELDS,
        ..Claim::default()
    }
}
