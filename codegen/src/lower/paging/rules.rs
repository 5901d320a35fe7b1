//! The conventions for paging that are known without being told.
//!
//! An operation pages when it is a `GET`, its answer has a list of items, and one row fits, the
//! first that does. Names are compared without case and punctuation, so that `per_page`, `perPage`
//! and `page[size]` need no rows of their own; deprecated parameters do not count.
//!
//! | way | parameters of the query | the answer must have |
//! |---|---|---|
//! | offset | a number `offset`, `skip` or `startAt`, and one that limits | – |
//! | page | a number `page` or `page_number`, and one that limits | – |
//! | cursor | text named `cursor`, `page_token`, `marker`, `after`, `offset` … | the same name behind `next_`, or inside what speaks of pages |
//! | after | `starting_after` | a truth value `has_more`, and an `id` in each item |
//! | link | – | a `Link` header, or a link to the next page |
//!
//! The numbers come first: where an operation has both, the cursor has to be switched on (Box's
//! `usemarker`), while counting always works.
//!
//! The items are the answer itself, a list of a name that says so (`items`, `data`, `results` …),
//! or the only list. Beside them, or in a member that speaks of pages (`meta`, `pagination`,
//! `result_info` …), may stand a link to the next page, whether there is more, and how many items
//! or pages there are.

use super::{
    Candidate,
    answer::{Member, plain},
    is_text_or_number,
};
use crate::model::{Paging, Parameter, Step, TypeRef};

/// Parameters that say how much a page may hold.
const LIMITS: &[&str] = &[
    "count",
    "itemsperpage",
    "limit",
    "max",
    "maxitems",
    "maxresults",
    "num",
    "pagelimit",
    "pagesize",
    "perpage",
    "resultsperpage",
    "rows",
    "size",
    "take",
    "top",
];

/// Lists that are the items, the most telling first.
const ITEMS: &[&str] = &[
    "items",
    "data",
    "results",
    "result",
    "values",
    "value",
    "records",
    "entries",
    "elements",
    "resources",
];

/// Lists that are not.
const ASIDES: &[&str] = &["errors", "included", "links", "messages", "notices", "warnings"];

/// Members that speak of pages.
const CONTAINERS: &[&str] = &[
    "cursor",
    "cursors",
    "links",
    "meta",
    "metadata",
    "next",
    "nextpage",
    "page",
    "pageinfo",
    "pager",
    "paging",
    "pagination",
    "responsemetadata",
    "resultinfo",
];

/// Parameters that take what the page before says, and what may stand before such a name.
const CURSORS: &[&str] = &["cursor", "token", "marker", "after", "offset", "page"];
const BEFORE_CURSORS: &[&str] = &["", "continuation", "next", "page", "pagination", "start"];

const TOTALS: &[&str] =
    &["total", "totalcount", "totalelements", "totalitems", "totalrecords", "totalresults"];
const TOTAL_PAGES: &[&str] = &["numpages", "pagecount", "totalpages"];
const MORE: &[&str] = &["hasmore", "hasnext", "hasnextpage"];
const LINKS: &[&str] = &[
    "nexthref",
    "nextlink",
    "nextpagelink",
    "nextpageuri",
    "nextpageurl",
    "nexturi",
    "nexturl",
    "odatanextlink",
];

/// How an operation pages by these conventions. `first` tells the number of a parameter's first
/// page.
pub(super) fn find(candidate: &Candidate<'_>, first: impl Fn(&str) -> u64) -> Option<Paging> {
    let members = candidate.answer.members(|name| CONTAINERS.contains(&name));
    let (items, item) = items(candidate, &members)?;
    let place = |names: &[&str], fits: fn(&TypeRef) -> bool| {
        let found = members.iter().find(|it| names.contains(&it.name.as_str()) && fits(it.ty));
        found.map(|member| member.pointer.clone())
    };
    let more = place(MORE, |ty| *ty == TypeRef::Bool);
    let link = members.iter().find(|member| is_link(member, &members));
    let link = link.map(|member| member.pointer.clone());
    let link_header = candidate.link_header;
    let after = || {
        let is_there = candidate.answer.of_item(item).at("/id").is_some();
        more.as_ref().filter(|_| is_there).and_then(|_| after(candidate))
    };
    let step = counted(candidate, first)
        .or_else(|| cursor(candidate, &members))
        .or_else(after)
        .or_else(|| (link.is_some() || link_header).then_some(Step::Link))?;
    let is_counted = matches!(step, Step::Offset { .. } | Step::Page { .. });
    let has_links = is_counted || step == Step::Link;
    Some(Paging {
        items,
        item: item.clone(),
        link: link.filter(|_| has_links),
        link_header: link_header && has_links,
        more,
        total: place(TOTALS, TypeRef::is_number).filter(|_| is_counted),
        total_pages: place(TOTAL_PAGES, TypeRef::is_number)
            .filter(|_| matches!(step, Step::Page { .. })),
        step,
    })
}

/// Where the items are, and what they are.
fn items<'a>(candidate: &Candidate<'a>, members: &[Member<'a>]) -> Option<(String, &'a TypeRef)> {
    if let Some(item) = candidate.answer.items_at("") {
        return Some((String::new(), item)).filter(|(_, item)| **item != TypeRef::Json);
    }
    let lists: Vec<_> = members
        .iter()
        .filter(|member| member.container.is_empty() && !ASIDES.contains(&member.name.as_str()))
        .filter_map(|member| match member.ty {
            TypeRef::List(item) => Some((member, &**item)),
            _ => None,
        })
        .collect();
    let named = ITEMS.iter().find_map(|name| lists.iter().find(|(member, _)| member.name == *name));
    let (member, item) = match (named, lists.as_slice()) {
        (Some(named), _) => named,
        (None, [only]) => only,
        (None, _) => return None,
    };
    Some((member.pointer.clone(), item))
}

/// Pages that are counted, in items or by number.
fn counted(candidate: &Candidate<'_>, first: impl Fn(&str) -> u64) -> Option<Step> {
    let number = |names: &[&str]| {
        let fits = |it: &Parameter| {
            candidate.answer.resolve(&it.ty).is_number()
                && names.contains(&plain(&it.wire).as_str())
        };
        parameter(candidate, fits).map(|(parameter, _)| parameter)
    };
    number(LIMITS)?;
    let offset = number(&["offset", "pageoffset", "skip", "startat"]);
    let page = || number(&["page", "pagenumber"]);
    let page = || page().map(|parameter| Step::Page { first: first(&parameter), parameter });
    offset.map(|parameter| Step::Offset { parameter }).or_else(page)
}

/// Pages that say what to ask the next one with.
fn cursor(candidate: &Candidate<'_>, members: &[Member<'_>]) -> Option<Step> {
    let is_text = |it: &Parameter| *candidate.answer.resolve(&it.ty) == TypeRef::String;
    let texts = candidate.query.iter().filter(|it| !it.deprecated && is_text(it));
    texts.into_iter().find_map(|it| {
        let name = plain(&it.wire);
        let kind = CURSORS.iter().find(|kind| {
            let before = name.strip_suffix(*kind);
            before.is_some_and(|before| BEFORE_CURSORS.contains(&before))
        })?;
        let token = members.iter().find(|member| leads_on(member, &name, kind))?;
        Some(Step::Cursor { parameter: it.wire.clone(), token: token.pointer.clone() })
    })
}

/// Whether a member is what a parameter takes for the next page.
fn leads_on(member: &Member<'_>, parameter: &str, kind: &str) -> bool {
    let is_inside = !member.container.is_empty();
    // `page_token` takes `next_page_token`, `next_token` or `next_page`.
    let before = parameter.strip_suffix(kind).filter(|before| !before.is_empty());
    let is_next = member
        .name
        .strip_prefix("next")
        .is_some_and(|next| next == parameter || next == kind || Some(next) == before);
    let is_same = member.name == parameter && (is_inside || parameter.starts_with("next"));
    let is_after = kind == "cursor" && member.name == "after" && is_inside;
    is_text_or_number(member.ty) && (is_next || is_same || is_after)
}

/// Pages that begin behind an item.
fn after(candidate: &Candidate<'_>) -> Option<Step> {
    let (parameter, _) = parameter(candidate, |it| plain(&it.wire) == "startingafter")?;
    Some(Step::After { parameter, key: "/id".to_owned() })
}

fn parameter<'o>(
    candidate: &Candidate<'o>,
    fits: impl Fn(&Parameter) -> bool,
) -> Option<(String, &'o Parameter)> {
    let found = candidate.query.iter().find(|it| !it.deprecated && fits(it))?;
    Some((found.wire.clone(), found))
}

/// Whether a member is a link to the next page. A bare `next` is one among links, with its `href`,
/// or beside a link to the previous page.
fn is_link(member: &Member<'_>, members: &[Member<'_>]) -> bool {
    let around = member.pointer.rsplit_once('/').map_or("", |(around, _)| around);
    let beside = |name: &str| {
        members.iter().any(|it| {
            it.name == name && it.pointer.rsplit_once('/').is_some_and(|(at, _)| at == around)
        })
    };
    let is_next = member.name == "next"
        && (member.container == "links" || beside("prev") || beside("previous"));
    let is_href = member.name == "href" && member.container == "next";
    *member.ty == TypeRef::String && (LINKS.contains(&member.name.as_str()) || is_next || is_href)
}
