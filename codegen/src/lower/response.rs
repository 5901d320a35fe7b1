//! What operations answer.

use super::{
    accept, docs,
    header::Headers,
    media::{Chosen, Encoding},
    parameter::Owner,
    place::File,
    reference::Found,
    schema::Schemas,
    walk::Site,
};
use crate::{
    json::Pointer,
    model::{
        Docs, Method, Output, OutputVariant, Payload, ResponseHeader, StatusPattern, Success,
        TypeRef,
    },
    name::{Case, Ident, Words},
};
use openapiv3::{Response, StatusCode};

/// A response before its payload is lowered.
struct Answer<'a> {
    status: StatusPattern,
    docs: Docs,
    at: Pointer,
    component: Option<String>,
    content: Option<Chosen<'a>>,
    /// The stream of events that it may be instead.
    events: Option<Chosen<'a>>,
    /// The media types by which it is asked for.
    asked: Vec<&'a str>,
    /// Whether there are contents of another form as well.
    is_picked: bool,
    headers: Headers<'a>,
}

/// What an operation answers.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) output: Output,
    pub(super) events: Option<Payload>,
    pub(super) headers: Vec<ResponseHeader>,
    pub(super) successes: Vec<Success>,
    pub(super) accept: Option<String>,
    pub(super) errors: Vec<OutputVariant>,
}

impl<'a> Schemas<'a> {
    /// What successes and failures carry.
    pub(super) fn answers(&mut self, site: &Site<'a>, owner: &Owner, output: Ident) -> Answers {
        let answers = self.responses(site);
        let ok = |status: &StatusPattern| {
            matches!(status, StatusPattern::Exact(200..300) | StatusPattern::Range(2))
        };
        let has_success = answers.iter().any(|answer| ok(&answer.status));
        let (successes, rest): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| {
            ok(&answer.status) || (!has_success && answer.status == StatusPattern::Default)
        });
        let failures: Vec<_> =
            rest.into_iter().filter(|answer| is_failure(answer.status)).collect();
        let described = successes
            .iter()
            .map(|answer| Success { status: answer.status, is_empty: answer.content.is_none() });
        let described = described.collect();
        let media_types = media_types(&successes);
        let headers = successes.iter().map(|answer| answer.headers.clone()).collect();
        let headers = self.response_headers(headers, owner);
        let is_alone = successes.iter().filter(|answer| answer.content.is_some()).count() == 1;
        let beside = successes.iter().find_map(|answer| {
            let content = answer.content.filter(|it| !is_alone && it.encoding == Encoding::Events);
            Some((answer.events.or(content)?, answer.at.clone()))
        });
        let events = beside.map(|(events, at)| {
            let at = at.below(["content", events.name, "schema"]);
            self.payload(&events, at, owner.words.clone(), owner.file.clone())
        });
        let is_picked = successes.iter().any(|answer| answer.is_picked);
        let output = self.output(successes, site, owner, output, &media_types);
        let accept = accept::unusual(&output, &media_types, is_picked);
        let errors = self.answer_variants(failures, owner, "error");
        Answers { output, events, headers, successes: described, accept, errors }
    }

    fn output(
        &mut self,
        answers: Vec<Answer<'a>>,
        site: &Site<'a>,
        owner: &Owner,
        ident: Ident,
        media_types: &[&str],
    ) -> Output {
        // Answers to HEAD never have a body.
        let may_be_none =
            site.method != Method::Head && answers.iter().any(|it| it.content.is_none());
        let mut different: Vec<&Answer<'a>> = Vec::new();
        for answer in answers.iter().filter(|answer| answer.content.is_some()) {
            if !different.iter().any(|known| same(known, answer)) {
                different.push(answer);
            }
        }
        match different.as_slice() {
            [] => Output::Empty,
            [only] => {
                let name = owner.words.then("response");
                match self.answer_payload(only, owner, name) {
                    None => Output::Empty,
                    Some(payload) if may_be_none && self.is_never_nothing(&payload) => {
                        Output::Optional(payload)
                    }
                    Some(payload) => Output::One(payload),
                }
            }
            _ => {
                let mut variants = self.answer_variants(answers, owner, "response");
                // Of several outputs each is whole when it is given.
                for variant in &mut variants {
                    if let Some(payload @ Payload::Events(_)) = &mut variant.payload {
                        *payload = Payload::Text(payload.media_type().to_owned());
                    }
                }
                let otherwise = otherwise(&variants);
                Output::Several { ident, variants, otherwise, accept: accept::any_of(media_types) }
            }
        }
    }

    fn answer_variants(
        &mut self,
        answers: Vec<Answer<'a>>,
        owner: &Owner,
        role: &str,
    ) -> Vec<OutputVariant> {
        let mut variants: Vec<OutputVariant> = Vec::with_capacity(answers.len());
        let mut seen: Vec<(usize, Answer<'a>)> = Vec::new();
        for (at, mut answer) in answers.into_iter().enumerate() {
            answer.content = answer.content.map(Chosen::whole);
            let words = status_words(answer.status);
            // Equal schemas that are written twice are one type.
            let known = seen.iter().find(|(_, known)| same(known, &answer)).map(|(at, _)| *at);
            let payload = if let Some(variant) = known.and_then(|at| variants.get(at)) {
                variant.payload.clone()
            } else {
                let name = owner.words.join(&words).then(role);
                self.answer_payload(&answer, owner, name)
            };
            variants.push(OutputVariant {
                ident: Ident::new(&words, Case::Pascal),
                status: answer.status,
                payload,
                docs: answer.docs.clone(),
            });
            seen.push((at, answer));
        }
        variants
    }

    fn answer_payload(
        &mut self,
        answer: &Answer<'a>,
        owner: &Owner,
        name: Words,
    ) -> Option<Payload> {
        let chosen = answer.content?;
        let at = answer.at.below(["content", chosen.name, "schema"]);
        self.check_members(&chosen, &at);
        let (name, file) = match &answer.component {
            Some(component) => (Words::of(component), File::Named(Words::of("responses"))),
            None => (name, owner.file.clone()),
        };
        Some(self.payload(&chosen, at, name, file))
    }

    /// The responses of an operation, by status.
    fn responses(&mut self, site: &Site<'a>) -> Vec<Answer<'a>> {
        let responses = &site.operation.responses;
        let exact = responses.responses.iter().map(|(code, response)| {
            let status = match code {
                StatusCode::Code(code) => StatusPattern::Exact(*code),
                StatusCode::Range(range) => StatusPattern::Range(*range),
            };
            (status, code.to_string(), response)
        });
        let default = responses
            .default
            .iter()
            .map(|response| (StatusPattern::Default, "default".to_owned(), response));
        let mut answers = Vec::new();
        for (status, step, response) in exact.chain(default) {
            let pointer = site.pointer.below(["responses", &step]);
            match self.references.resolve(response, pointer.clone()) {
                Ok(found) => answers.push(self.answer(status, found)),
                Err(reference) => self.finder.dangling(&pointer, reference),
            }
        }
        answers.sort_by_key(|answer| answer.status);
        answers
    }

    /// Whether no body at all would look like an answer, as the default of a type does. Any JSON
    /// and what may be `null` have a word for it, and an empty text and no bytes are just what came.
    fn is_never_nothing(&self, payload: &Payload) -> bool {
        let Payload::Json { ty, .. } = payload else { return false };
        let meant = ty.meant(|id| Some(&self.arena.get(id)?.shape));
        !matches!(meant, Some(TypeRef::Json | TypeRef::Nullable(_)))
    }

    fn answer(&mut self, status: StatusPattern, found: Found<'a, Response>) -> Answer<'a> {
        let Found { item, pointer: at, component } = found;
        let docs = docs::described(Some(&item.description), &item.extensions);
        let content = self.choose(&item.content, &at);
        let events = self.events_beside(&item.content);
        let (asked, is_picked) =
            content.map(|it| self.asked(&item.content, it)).unwrap_or_default();
        let headers = (&item.headers, at.clone());
        Answer { status, docs, at, component, content, events, asked, is_picked, headers }
    }
}

/// The media types of what responses carry, each once: several may be read the same way.
fn media_types<'a>(answers: &[Answer<'a>]) -> Vec<&'a str> {
    let mut all = Vec::new();
    for media_type in answers.iter().flat_map(|answer| &answer.asked) {
        if !all.contains(media_type) {
            all.push(*media_type);
        }
    }
    all
}

/// The variant that stands for every success that is not documented: that of the widest pattern, or
/// else the first.
fn otherwise(variants: &[OutputVariant]) -> usize {
    let is_exact = |variant: &OutputVariant| matches!(variant.status, StatusPattern::Exact(_));
    let patterns = variants.iter().enumerate().filter(|(_, variant)| !is_exact(variant));
    patterns.max_by_key(|(_, variant)| variant.status).map_or(0, |(index, _)| index)
}

/// Whether two responses carry the same.
fn same(one: &Answer<'_>, other: &Answer<'_>) -> bool {
    match (one.content, other.content) {
        (Some(one), Some(other)) => one.encoding == other.encoding && one.schema == other.schema,
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn is_failure(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Exact(code) => code >= 400,
        StatusPattern::Range(range) => range >= 4,
        StatusPattern::Default => true,
    }
}

/// What a status is called.
fn status_words(status: StatusPattern) -> Words {
    match status {
        StatusPattern::Default => Words::of("other"),
        StatusPattern::Range(range) => Words::of(match range {
            1 => "informational",
            2 => "success",
            3 => "redirection",
            4 => "client error",
            _ => "server error",
        }),
        StatusPattern::Exact(code) => match reason(code) {
            Some(reason) => Words::of(reason),
            None => Words::of("status").join(&Words::of(&code.to_string())),
        },
    }
}

/// The registered name of a status.
fn reason(code: u16) -> Option<&'static str> {
    Some(match code {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        203 => "non authoritative information",
        204 => "no content",
        205 => "reset content",
        206 => "partial content",
        207 => "multi status",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        411 => "length required",
        412 => "precondition failed",
        413 => "content too large",
        414 => "uri too long",
        415 => "unsupported media type",
        416 => "range not satisfiable",
        417 => "expectation failed",
        421 => "misdirected request",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        425 => "too early",
        426 => "upgrade required",
        428 => "precondition required",
        429 => "too many requests",
        431 => "request header fields too large",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        507 => "insufficient storage",
        _ => return None,
    })
}
