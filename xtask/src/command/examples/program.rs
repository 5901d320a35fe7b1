//! Decodes each example into its type and encodes it again: `examples.json` in, the file that is
//! named as argument out.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{env, error::Error, fs};

const TYPES: &[fn(&str) -> Result<Value, String>] = &[
    // types
];

fn trip<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(value).map_err(|error| error.to_string())
}

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = env::args().skip(1).collect();
    let [input, output] = files.as_slice() else { return Err("two files".into()) };
    let examples: Vec<Value> = serde_json::from_str(&fs::read_to_string(input)?)?;
    let results = examples.iter().map(|example| {
        let index = example["ty"].as_u64().and_then(|index| usize::try_from(index).ok());
        let trip = TYPES.get(index?)?;
        Some(trip(&example["value"].to_string()))
    });
    fs::write(output, serde_json::to_string(&results.collect::<Vec<_>>())?)?;
    Ok(())
}
