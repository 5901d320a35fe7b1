//! How models are read and written.

use crate::{
    models::{Level, Owner, Person, Role, Target, Team, User},
    runtime::{
        Base64, Encode, Mode, decode,
        encode::{self, Encoded},
    },
};
use serde::ser::{Error as _, Serializer};
use serde_json::{Value, json};

fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    decode::json(&value.to_string()).unwrap()
}

fn full<T: Encode>(value: &T) -> Value {
    serde_json::to_value(Encoded(value, Mode::Full)).unwrap()
}

fn reason<T: serde::de::DeserializeOwned + std::fmt::Debug>(value: Value) -> String {
    decode::json::<T>(&value.to_string()).unwrap_err().to_string()
}

#[test]
fn an_enumeration_keeps_what_it_does_not_know() {
    assert!(matches!(read::<Role>(json!("read-only")), Role::ReadOnly));
    let role: Role = read(json!("wizard"));
    assert!(matches!(&role, Role::Unrecognized(value) if value == "wizard"));
    assert_eq!((role.to_string(), full(&role)), ("wizard".to_owned(), json!("wizard")));
    assert!(matches!(read::<Level>(json!(2)), Level::High));
    assert_eq!(full(&read::<Level>(json!(9))), json!(9));
}

#[test]
fn an_enumeration_is_compared_hashed_and_shown_by_its_value() {
    let by_hand = Role::Unrecognized("admin".to_owned());
    assert_eq!(by_hand, Role::Admin);
    assert_eq!((Level::Unrecognized(2), Level::Unrecognized(9)), (Level::High, Level::from(9)));
    assert_ne!(Level::Low, Level::High);
    #[cfg(feature = "full-eq")]
    assert!(std::collections::HashSet::from([Role::Admin]).contains(&by_hand));
    assert_eq!(format!("{:?} {:?}", Role::ReadOnly, Level::High), r#""read-only" 2"#);
    assert_eq!(format!("{:?}", Role::from("wizard")), r#"Unrecognized("wizard")"#);
    assert_eq!(format!("{:>10}|{:03}", Role::ReadOnly, Level::High), " read-only|002");
}

#[test]
fn what_is_read_and_written_again_is_the_same() {
    let value = json!({
        "id": "u1", "name": "Ada", "role": "wizard", "level": 1, "password": "p",
        "nickname": null, "owner": {"type": "team", "name": "a"},
        "created": "2024-03-01T12:00:00", "more": [{"deep": null}],
    });
    assert_eq!(full(&read::<User>(value.clone())), value);
}

/// A value that has no JSON form, and why.
struct Formless(&'static str);

impl Encode for Formless {
    fn encode<S: Serializer>(&self, _: S, _: Mode) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(self.0))
    }
}

#[test]
fn what_cannot_be_written_is_an_error_whatever_follows_it() {
    let json = serde_json::value::Serializer;
    let mut object = encode::object(json, Mode::Full);
    object.member("id", "u1");
    object.member("face", &Formless("it has no form"));
    object.member("name", "Ada");
    object.member("voice", &Formless("nor has this"));
    assert_eq!(object.end().unwrap_err().to_string(), "it has no form");
}

#[test]
fn absent_and_null_differ_where_a_request_needs_it() {
    assert_eq!(read::<User>(json!({})).nickname, None);
    assert_eq!(read::<User>(json!({"nickname": null})).nickname, Some(None));
    assert_eq!(read::<User>(json!({"nickname": "x"})).nickname, Some(Some("x".to_owned())));
}

#[test]
fn another_spelling_is_read_and_never_sent() {
    let user: User = read(json!({"fullName": "Ada"}));
    assert_eq!(
        serde_json::to_value(Encoded(&user, Mode::Request)).unwrap(),
        json!({"name": "Ada"})
    );
}

#[test]
fn names_with_escapes_are_the_same_names() {
    assert_eq!(decode::json::<User>(r#"{"\u006eame":"Ada"}"#).unwrap().name, "Ada");
}

#[test]
fn a_password_never_prints() {
    let user = User::new("Ada").password("hunter2");
    assert!(format!("{user:?}").contains("[redacted]"));
    assert!(!format!("{user:?}").contains("hunter2"));
}

#[test]
fn a_tag_chooses_the_variant() {
    let owner: Owner = read(json!({"type": "group", "name": "a", "email": "e"}));
    assert_eq!(owner, Owner::from(Team::new("a")));
    assert_eq!(full(&owner), json!({"name": "a", "type": "team"}));
    let robot = json!({"type": "robot", "n": 1});
    assert_eq!(read::<Owner>(robot.clone()), Owner::Unrecognized(robot.clone()));
    assert_eq!(full(&read::<Owner>(robot.clone())), robot);
    assert_eq!(read::<Owner>(json!(null)), Owner::default());
}

#[test]
fn an_error_in_a_variant_names_its_place() {
    let owner = json!({"type": "team", "members": [{"name": 1}]});
    let reason = reason::<User>(json!({ "owner": owner, "z": 1 }));
    let start = "at `.owner`: in a union, at `.members[0].name`: expected a string, found integer";
    assert!(reason.starts_with(start), "{reason}");
}

#[test]
fn without_a_tag_the_shape_chooses() {
    assert_eq!(read::<Target>(json!("a")), Target::Name("a".to_owned()));
    assert_eq!(read::<Target>(json!({"email": "e"})), Target::Person(Person::new("e")));
    assert_eq!(read::<Target>(json!([{"name": "t"}])), Target::Teams(vec![Team::new("t")]));
    assert_eq!(read::<Target>(json!(null)), Target::default());
    let reason = reason::<Target>(json!({"mail": "e"}));
    assert!(
        reason.contains(
            "no variant fits: `Name`: expected a string, found an object; \
             `Person`: member `email` is missing; `Teams`: expected a list, found an object"
        ),
        "{reason}"
    );
}

#[test]
fn a_place_is_found_in_any_layout() {
    for (text, path) in [
        ("[{\"name\" : 5}]", "[0].name"),
        ("[\n  {},\n  {\n    \"owner\": null, \"name\":\n [1]}\n]", "[1].name"),
        ("[{\"na\\\"me\":{}, \"name\": {\"x\": 1}}]", "[0].name"),
        ("[{}, {\"level\":\"a, ]}\"}]", "[1].level"),
        ("[{}, 7]", "[1]"),
        ("\"x\"", "."),
    ] {
        let error = decode::json::<Vec<User>>(text).unwrap_err();
        assert_eq!(error.path(), path, "{text}: {error}");
    }
    let error = decode::json::<Vec<User>>("[{\"name\":\"a").unwrap_err();
    assert!(error.message().starts_with("EOF"), "{error}");
}

#[test]
fn an_excerpt_ends_where_its_value_ends() {
    let excerpt = |text: &str| decode::json::<User>(text).unwrap_err().excerpt().to_owned();
    assert_eq!(excerpt(r#"{"name": [1, {"a": 2}] , "z": 3}"#), r#"[1, {"a": 2}]"#);
    assert_eq!(excerpt(r#"{"level": true, "z": 3}"#), "true");
    assert_eq!(excerpt(r#"{"level": tru, "z": 3}"#), r#"tru, "z": 3}"#);
    assert_eq!(excerpt(r#"{"level": [1, {"a": "]\""#), r#"[1, {"a": "]\""#);
}

#[test]
fn an_excerpt_of_what_is_no_json_is_its_beginning() {
    for text in ["no healthy upstream: try later", "<!DOCTYPE html><html lang=en>", "]x, y"] {
        assert_eq!(decode::json::<User>(text).unwrap_err().excerpt(), text);
    }
}

#[test]
fn an_error_shows_no_value() {
    for value in ["hunter2, expected i64", "a\"b`c"] {
        let reason = reason::<User>(json!({ "level": value }));
        assert_eq!(reason, "at `.level`: expected i64, found string");
    }
}

#[test]
fn a_whole_number_with_a_fraction_is_a_whole_number() {
    let user: User = decode::json(r#"{"level": 1.0, "name": "1.0", "more": 1.50}"#).unwrap();
    assert_eq!((user.level, user.name.as_str()), (Some(Level::Low), "1.0"));
    assert_eq!(user.rest["more"], json!(1.5));
    assert_eq!(decode::json::<Vec<i64>>("[-2.00, 3.0]").unwrap(), [-2, 3]);
    let reason = decode::json::<Vec<i64>>("[1.0, 2.5]").unwrap_err().to_string();
    assert_eq!(reason, "at `[1]`: expected i64, found floating point");
    assert!(decode::json::<i64>("1.0e3").is_err());
}

#[test]
fn a_null_in_a_list_or_map_is_the_default_at_its_place() {
    use std::collections::BTreeMap;
    assert_eq!(decode::json::<Vec<i64>>("[1, null, 3]").unwrap(), [1, 0, 3]);
    assert_eq!(decode::json::<Vec<String>>(r#"["null", null]"#).unwrap(), ["null", ""]);
    assert_eq!(decode::json::<Vec<Vec<bool>>>("[[null], null]").unwrap(), [vec![false], vec![]]);
    assert_eq!(decode::json::<Vec<Option<i64>>>("[null]").unwrap(), [None]);
    let map: BTreeMap<String, Vec<f64>> =
        decode::json(r#"{"a": [null, 1.5], "b": null, "c": [null]}"#).unwrap();
    assert_eq!(map["a"], [0.0, 1.5]);
    assert!(map["b"].is_empty());
    let teams: Vec<Role> = decode::json(r#"["admin", null]"#).unwrap();
    assert_eq!(teams, [Role::from("admin"), Role::from("")]);
    let reason = decode::json::<Vec<i64>>(r#"[null, "hunter2"]"#).unwrap_err().to_string();
    assert_eq!(reason, "at `[1]`: expected i64, found string");
}

#[test]
fn many_nulls_take_no_longer_than_a_few() {
    let text = format!("[{}{{}}]", r#"{"tags": [null, null]}, "#.repeat(20_000));
    let items: Vec<std::collections::BTreeMap<String, Vec<i64>>> = decode::json(&text).unwrap();
    assert_eq!(items.len(), 20_001);
}

#[test]
fn only_null_stands_for_a_default() {
    for text in ["[null,nope]", "[null,nüü]", "[null,n]", "[null,nullnull]", "[null,nulls]"] {
        assert!(decode::json::<Vec<String>>(text).is_err(), "{text}");
    }
    for text in ["[null,-null]", "[null,1null]", "[null,1.null]", "[null,null.5]", "[null,nulle1]"]
    {
        assert!(decode::json::<Vec<f64>>(text).is_err(), "{text}");
    }
}

/// Looking at all lists around each `null` would take hours.
#[test]
fn nulls_as_deep_as_can_be_take_no_longer_than_others() {
    assert!(decode::json::<Vec<String>>(&"[null,".repeat(1_000_000)).is_err());
}

/// Comparing the name for each `null` would take hours.
#[test]
fn nulls_below_a_long_name_take_no_longer_than_others() {
    let name = "n".repeat(1_000_000);
    let lists = format!(r#"{{"{name}": [{}[]]}}"#, "[null],".repeat(200_000));
    let text = format!("[{lists}, {lists}]");
    let maps: Vec<std::collections::BTreeMap<String, Vec<Vec<i64>>>> = decode::json(&text).unwrap();
    assert_eq!(maps[1][&name][199_999], [0]);
}

/// Two members may be of two types.
#[test]
fn nulls_under_other_names_are_of_another_kind() {
    let read = |names: usize| {
        let members: Vec<_> = (0..names).map(|it| format!(r#""{it}": [null]"#)).collect();
        let text = format!("{{{}}}", members.join(","));
        decode::json::<std::collections::BTreeMap<String, Vec<String>>>(&text)
    };
    assert_eq!(read(16).unwrap()["15"], [""]);
    assert_eq!(read(17).unwrap_err().path(), ".16[0]");
}

#[test]
fn base64_is_kept_as_it_came() {
    for text in ["+/8=", "-_8", "-_8=\n"] {
        let bytes: Base64 = read(json!(text));
        assert_eq!(bytes.decode().unwrap(), [0xfb, 0xff]);
        assert_eq!(full(&bytes), json!(text));
    }
    assert_eq!(Base64::encode([0xfb, 0xff]).as_str(), "+/8=");
    assert_eq!(Base64::from("no base64").decode(), None);
}

#[cfg(feature = "jiff")]
#[test]
fn a_moment_without_a_zone_is_in_utc() {
    use crate::runtime::{Date, DateTime};
    let moment = |text: &str| DateTime::from(text).to_timestamp().map(|moment| moment.to_string());
    assert_eq!(moment("2024-03-01T12:00:00").unwrap(), "2024-03-01T12:00:00Z");
    assert_eq!(moment("2024-03-01T12:00:00+01:00").unwrap(), "2024-03-01T11:00:00Z");
    assert!(moment("").is_err());
    assert_eq!(Date::from("2024-03-01").to_date().unwrap().day(), 1);
}
