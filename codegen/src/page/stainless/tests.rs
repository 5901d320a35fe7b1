//! What this reader promises of whole pages.

mod broken;
mod generated;
mod uncertain;

use super::*;
use crate::{json::Pointer, page::Fragment};
use serde_json::json;

/// A page as a vendor would write it: an envelope, models with and without a brace list, an
/// enumeration, alternatives, and what is not shown again.
const PAGE: &str = r#"# Teams

## Create Team

**post** `/orgs/{org_id}/teams`

Creates a team.

It is empty.

### Path Parameters

- `org_id: string`

  The organization.

### Body Parameters

- `name: string`

  Its name.

- `kind: optional "open" or "closed"`

  - `"open"`

  - `"closed"`

### Returns

- `errors: array of object { code, source }`

  - `code: number`

  - `source: optional object { pointer }`

    - `pointer: optional string`

- `success: true`

  - `true`

- `result: optional Team`

  - `id: string`

    One of

    - `custom`

  - `lead: Member or null`

    - `id: string`

    - `role: "admin" or "guest" or "owner" or 2 more or Custom or null`

      - `Role = "admin" or "guest" or "owner" or 2 more`

        - `"admin"`

          May do all.

        - `"guest"`

        - `"owner"`

        - `"reader"`

        - `"writer"`

      - `Custom object { name }`

        - `name: string`

  - `members: array of Member`

  - `tags: map[string]`

  - `limits: optional array of string or "none"`

    - `array of string`

    - `"none"`

      - `"none"`

### Example

```http
curl https://api.test/v4/orgs/$ORG_ID/teams \
    -H 'Content-Type: application/json' \
    -H 'x-version: 2' \
    -H "X-Email: $TEST_EMAIL" \
    -H "X-Key: $TEST_KEY" \
    -d '{
          "name": "x"
        }'
```

#### Response

```json
{
  "errors": [{"code": 1, "source": {"pointer": "a"}}],
  "success": true,
  "result": {
    "id": "t",
    "lead": {"id": "m", "role": "admin"},
    "members": [{"id": "m", "role": {"name": "own"}}],
    "tags": {"a": "b"},
    "limits": "none"
  }
}
```

## Delete Team

**delete** `/orgs/{org_id}/teams/{team_id}`

### Path Parameters

- `org_id: string`

- `team_id: string`

### Example

```http
curl https://api.test/v4/orgs/$ORG_ID/teams/$TEAM_ID -X DELETE -H "Authorization: Bearer $TEST_TOKEN"
```

## Domain Types

### API Team

- `APITeam object { id, size }`

  - `id: string`

  - `size: optional number`
"#;

/// A page as it is when all line breaks are lost.
fn flatten(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Outcome {
    fragments: Vec<Fragment>,
    documents: Vec<Json>,
    /// The codes and messages of what was found.
    found: Vec<String>,
    sources: Sources,
}

fn read_page(text: &str) -> Outcome {
    let mut sources = Sources::new();
    let page = sources.add("page.md", text);
    let mut diagnostics = Diagnostics::new();
    let fragments = read(&sources, page, &mut diagnostics);
    let found = diagnostics.iter().map(|each| format!("{}: {}", each.code.id(), each.message));
    Outcome {
        documents: fragments.iter().map(|fragment| fragment.document.to_json()).collect(),
        found: found.collect(),
        fragments,
        sources,
    }
}

#[test]
fn a_flattened_page_reads_as_its_twin() {
    let (page, flat) = (read_page(PAGE), read_page(&flatten(PAGE)));
    assert_eq!(page.found, Vec::<String>::new());
    assert_eq!(flat.found, Vec::<String>::new());
    assert_eq!(page.documents, flat.documents);
    assert_eq!(page.documents.len(), 3);
    assert!(detect(PAGE) && detect(&flatten(PAGE)));
}

#[test]
fn a_model_becomes_a_component_and_is_referred_to() {
    let page = read_page(PAGE);
    let schemas = &page.documents[0]["components"]["schemas"];
    assert_eq!(
        schemas["Team"]["properties"]["members"]["items"],
        json!({"$ref": "#/components/schemas/Member"})
    );
    assert_eq!(
        schemas["Team"]["properties"]["lead"],
        json!({"allOf": [{"$ref": "#/components/schemas/Member"}], "nullable": true})
    );
    let role = &schemas["Member"]["properties"]["role"];
    assert_eq!(role["nullable"], true);
    assert_eq!(role["oneOf"][0]["title"], "Role");
    assert_eq!(role["oneOf"][0]["enum"].as_array().unwrap().len(), 5);
    assert_eq!(role["oneOf"][0]["x-enum-descriptions"][0], "May do all.");
    assert_eq!(role["oneOf"][1], json!({"$ref": "#/components/schemas/Custom"}));
}

#[test]
fn the_child_bullets_say_what_an_array_spans() {
    let page = read_page(PAGE);
    let limits = &page.documents[0]["components"]["schemas"]["Team"]["properties"]["limits"];
    assert_eq!(limits["oneOf"][0], json!({"type": "array", "items": {"type": "string"}}));
    assert_eq!(limits["oneOf"][1], json!({"type": "string", "enum": ["none"]}));
}

#[test]
fn a_bullet_without_a_place_belongs_to_the_description() {
    let page = read_page(PAGE);
    let id = &page.documents[0]["components"]["schemas"]["Team"]["properties"]["id"];
    assert_eq!(id["description"], "One of - `custom`");
}

#[test]
fn the_command_gives_server_credentials_and_fixed_headers() {
    let page = read_page(PAGE);
    let document = &page.documents[0];
    assert_eq!(document["info"]["title"], "api.test API");
    assert_eq!(document["servers"], json!([{"url": "https://api.test/v4"}]));
    let operation = &document["paths"]["/orgs/{org_id}/teams"]["post"];
    assert_eq!(operation["security"], json!([{"TEST_EMAIL": [], "TEST_KEY": []}]));
    assert_eq!(
        document["components"]["securitySchemes"]["TEST_KEY"],
        json!({"type": "apiKey", "in": "header", "name": "X-Key", "x-env": "TEST_KEY"})
    );
    let version = &operation["parameters"][1];
    assert_eq!(
        (&version["name"], &version["schema"]["enum"]),
        (&json!("x-version"), &json!(["2"]))
    );
    let bearer = &page.documents[1]["components"]["securitySchemes"]["TEST_TOKEN"];
    assert_eq!(*bearer, json!({"type": "http", "scheme": "bearer", "x-env": "TEST_TOKEN"}));
}

#[test]
fn a_token_that_is_no_variable_is_a_credential_all_the_same() {
    let page = "## U **get** `/u` ### Example ```http curl https://api.test/u -H 'Authorization: Bearer TOKEN' ```";
    let schemes = &read_page(page).documents[0]["components"]["securitySchemes"];
    assert_eq!(*schemes, json!({"bearer": {"type": "http", "scheme": "bearer"}}));
}

#[test]
fn without_a_command_nothing_is_said_of_security() {
    let read = read_page("## U **get** `/u` ### Returns - `a: string`");
    assert_eq!(read.documents[0]["paths"]["/u"]["get"].get("security"), None);
    assert!(read.fragments[0].losses.iter().any(|loss| loss.what == "security"));
}

#[test]
fn every_node_knows_its_place() {
    for text in [PAGE.to_owned(), flatten(PAGE)] {
        let page = read_page(&text);
        let pointer = Pointer::parse("/components/schemas/Member/properties/role").unwrap();
        let role = pointer.find(&page.fragments[0].document).unwrap();
        assert!(page.sources.text(role.span).starts_with("- `role: \"admin\""));
        let server = Pointer::parse("/servers/0/url").unwrap();
        let server = server.find(&page.fragments[0].document).unwrap();
        assert_eq!(page.sources.text(server.span), "https://api.test/v4/orgs/$ORG_ID/teams");
    }
}

#[test]
fn what_the_page_cannot_say_is_a_loss() {
    let page = read_page(PAGE);
    let losses = |what: &str| {
        let losses = page.fragments[0].losses.iter();
        losses
            .filter(|loss| loss.what == what)
            .map(|loss| loss.pointer.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(losses("integer or number").len(), 1);
    assert!(losses("integer or number")[0].ends_with("/properties/code"));
    assert_eq!(losses("operation id"), ["/paths/~1orgs~1{org_id}~1teams/post"]);
    assert_eq!(losses("version"), ["/info/version"]);
}

#[test]
fn domain_types_are_components_alone() {
    let page = read_page(PAGE);
    let document = &page.documents[2];
    assert_eq!(document["paths"], json!({}));
    assert_eq!(document["components"]["schemas"]["APITeam"]["required"], json!(["id"]));
}

#[test]
fn a_form_that_only_the_command_shows_is_read_from_it() {
    let page = "## U **post** `/u` ### Example ```http curl https://api.test/u -F 'file=@/path' -F tags='[]' ```";
    let read = read_page(page);
    let content = &read.documents[0]["paths"]["/u"]["post"]["requestBody"]["content"];
    let schema = &content["multipart/form-data"]["schema"];
    assert_eq!(schema["properties"]["file"], json!({"type": "string", "format": "binary"}));
    assert_eq!(schema["properties"]["tags"], json!({}));
}

#[test]
fn a_body_that_is_no_object_is_read_as_such() {
    let page = "## U **post** `/u` ### Body Parameters - `body: array of string` ### Example \
        ```http curl https://api.test/u -d '[\"a\"]' ```";
    let read = read_page(page);
    let body = &read.documents[0]["paths"]["/u"]["post"]["requestBody"]["content"];
    assert_eq!(
        body["application/json"]["schema"],
        json!({"type": "array", "items": {"type": "string"}})
    );
}

#[test]
fn path_parameters_are_those_of_the_path() {
    let page = "## U **get** `/u/{id}` ### Path Parameters - `other: string`";
    let read = read_page(page);
    assert_eq!(read.found, ["repaired: the path `/u/{id}` has no parameter `other`"]);
    let parameters = &read.documents[0]["paths"]["/u/{id}"]["get"]["parameters"];
    assert_eq!(parameters[0]["name"], "id");
    assert_eq!(parameters.as_array().unwrap().len(), 1);
}

#[test]
fn a_recursive_model_refers_to_itself() {
    let page = "## T\n\n**get** `/t`\n\n### Returns\n\n- `Node object { id, children }`\n\n  - `id: string`\n\n  - `children: optional array of Node`\n";
    for page in [page.to_owned(), flatten(page)] {
        let read = read_page(&page);
        assert_eq!(read.found, Vec::<String>::new());
        let node = &read.documents[0]["components"]["schemas"]["Node"];
        assert_eq!(
            node["properties"]["children"]["items"],
            json!({"$ref": "#/components/schemas/Node"})
        );
    }
}
