//! What a plain scalar means: the core schema of YAML 1.2, in which `yes` and dates are text.

use crate::json::Value;
use serde_json::Number;

/// The value of a plain scalar; nothing for a number that JSON cannot write, such as `.inf`.
pub(super) fn resolve(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Value::Null),
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        _ if is_infinite(text) => None,
        _ if is_radix(text) => radix(text).map(|number| Value::Number(number.into())),
        _ if is_decimal(text) => decimal(text).map(Value::Number),
        _ => Some(Value::String(text.to_owned())),
    }
}

fn is_infinite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

/// `0o17` or `0x1F`.
fn is_radix(text: &str) -> bool {
    let all = |digits: &str, radix| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    text.strip_prefix("0o").is_some_and(|digits| all(digits, 8))
        || text.strip_prefix("0x").is_some_and(|digits| all(digits, 16))
}

fn radix(text: &str) -> Option<u64> {
    match text.strip_prefix("0o") {
        Some(digits) => u64::from_str_radix(digits, 8).ok(),
        None => u64::from_str_radix(text.strip_prefix("0x")?, 16).ok(),
    }
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['-', '+']).unwrap_or(exponent));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

fn decimal(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    if let Ok(number) = unsigned.parse::<i64>() {
        return Some(number.into());
    }
    if let Ok(number) = unsigned.parse::<u64>() {
        return Some(number.into());
    }
    unsigned.parse().ok().and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn scalars_follow_the_core_schema() {
        for (text, value) in [
            ("", json!(null)),
            ("~", json!(null)),
            ("True", json!(true)),
            ("yes", json!("yes")),
            ("off", json!("off")),
            ("2024-01-31", json!("2024-01-31")),
            ("3.0.3", json!("3.0.3")),
            ("1.0", json!(1.0)),
            ("1.", json!(1.0)),
            ("-.5", json!(-0.5)),
            ("+12", json!(12)),
            ("1e3", json!(1000.0)),
            ("18446744073709551615", json!(18_446_744_073_709_551_615_u64)),
            ("0x1F", json!(31)),
            ("0o17", json!(15)),
            ("0x", json!("0x")),
            ("1e", json!("1e")),
            (".", json!(".")),
            ("-", json!("-")),
            ("1_000", json!("1_000")),
            ("12:30", json!("12:30")),
            ("nan", json!("nan")),
        ] {
            let value = crate::json::Node::from_json(&value, crate::source::Span::new(id(), 0..0));
            assert_eq!(resolve(text), Some(value.value), "{text}");
        }
    }

    #[test]
    fn numbers_without_a_form_in_json_are_none() {
        for text in [".inf", "-.INF", ".nan", "1e999", "0xFFFFFFFFFFFFFFFFF"] {
            assert_eq!(resolve(text), None, "{text}");
        }
    }

    fn id() -> crate::source::SourceId {
        crate::source::Sources::new().add("scalar.yaml", "")
    }
}
