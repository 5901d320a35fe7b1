//! Which operations answer in pages, and how: by what `x-paging` says, or else by rule.

mod answer;
mod rules;
mod said;

use super::{facts::Facts, parameter::value_schema, schema::Schemas, walk::Site};
use crate::{
    diagnostic::Code,
    json::Pointer,
    model::{self, Method, Operation, Paging, ParameterLocation, Payload, TypeRef},
};
use answer::Answer;
use openapiv3::{OpenAPI, StatusCode};
use said::Said;

/// What the root of a document says of all its operations.
pub(super) struct Defaults {
    said: Said,
    /// Whether an operation pages as it says.
    is_used: bool,
}

/// An operation, as far as paging is concerned.
struct Candidate<'o> {
    query: Vec<&'o model::Parameter>,
    answer: Answer<'o>,
    /// Whether a success has a `Link` header.
    link_header: bool,
}

impl<'a> Schemas<'a> {
    /// What the document's root says.
    pub(super) fn paging_defaults(&mut self, openapi: &OpenAPI) -> Defaults {
        let said = Said::read(&openapi.extensions).unwrap_or_else(|message| {
            self.finder.report(Code::InvalidExtension, &at(&Pointer::root()), message, said::HELP);
            Said::Nothing
        });
        Defaults { said, is_used: false }
    }

    /// Complains of a default that no operation has use for.
    pub(super) fn check_paging_defaults(&mut self, defaults: &Defaults) {
        if let (Said::Rule(_), false) = (&defaults.said, defaults.is_used) {
            let message = "no operation pages as `x-paging` says".to_owned();
            let help = "it must name a parameter of the query, and places in the answer";
            self.finder.report(Code::UnusedExtension, &at(&Pointer::root()), message, help);
        }
    }

    /// How an operation's answers come in pages, if they do.
    pub(super) fn paging(
        &mut self,
        site: &Site<'a>,
        operation: &Operation,
        defaults: &mut Defaults,
    ) -> Option<Paging> {
        let own = Said::read(&site.operation.extensions);
        let result = own.and_then(|own| self.paging_of(site, operation, own, defaults));
        result.unwrap_or_else(|message| {
            self.finder.report(Code::InvalidExtension, &at(&site.pointer), message, said::HELP);
            None
        })
    }

    fn paging_of(
        &self,
        site: &Site<'a>,
        operation: &Operation,
        own: Said,
        defaults: &mut Defaults,
    ) -> Result<Option<Paging>, String> {
        let candidate = self.candidate(site, operation);
        let said = match (own, candidate) {
            (Said::Never, _) | (Said::Nothing, None) => return Ok(None),
            (Said::Rule(_), None) => {
                return Err("`x-paging` needs an answer that is JSON".to_owned());
            }
            (Said::Rule(rule), Some(candidate)) => return rule.apply(&candidate).map(Some),
            (Said::Nothing, Some(candidate)) => candidate,
        };
        if operation.method != Method::Get || matches!(defaults.said, Said::Never) {
            return Ok(None);
        }
        if let Said::Rule(rule) = &defaults.said
            && let Ok(paging) = rule.apply(&said)
        {
            defaults.is_used = true;
            return Ok(Some(paging));
        }
        Ok(rules::find(&said, |parameter| self.first_page(site, parameter)))
    }

    fn candidate<'o>(&'o self, site: &Site<'a>, operation: &'o Operation) -> Option<Candidate<'o>> {
        let Payload::Json { ty, .. } = operation.output.only()? else { return None };
        let parameters = operation.required.iter().chain(&operation.optional);
        let query = parameters.filter(|it| it.location == ParameterLocation::Query).collect();
        let answer = Answer::new(&self.arena, ty);
        Some(Candidate { query, answer, link_header: self.has_link_header(site) })
    }

    /// Whether a success is documented with a `Link` header.
    fn has_link_header(&self, site: &Site<'a>) -> bool {
        let responses = &site.operation.responses.responses;
        let mut successes = responses
            .iter()
            .filter(|(code, _)| matches!(code, StatusCode::Code(200..300) | StatusCode::Range(2)));
        successes.any(|(_, response)| self.has_header(site, response, "link"))
    }

    /// The number of the first page: what the parameter is unless set, or else its least value, or
    /// else 1.
    fn first_page(&self, site: &Site<'a>, parameter: &str) -> u64 {
        let lists = [&site.operation.parameters, &site.item.parameters];
        let found = lists.into_iter().flatten().find_map(|item| {
            let found = self.references.resolve(item, site.pointer.clone()).ok()?;
            let data = found.item.parameter_data_ref();
            (data.name == parameter).then(|| value_schema(data, &found.pointer))?
        });
        let schema = found.and_then(|(schema, _)| self.references.schema(schema));
        let Some((schema, _)) = schema else { return 1 };
        let facts = Facts::of(schema);
        let default = facts.data.default.as_ref().and_then(serde_json::Value::as_u64);
        let least = || facts.range.limits.least?.to_string().parse().ok();
        default.or_else(least).unwrap_or(1)
    }
}

/// Where `x-paging` stands.
fn at(owner: &Pointer) -> Pointer {
    owner.join("x-paging")
}

fn is_text_or_number(ty: &TypeRef) -> bool {
    *ty == TypeRef::String || ty.is_number()
}
