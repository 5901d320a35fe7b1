//! Writing JSON, as a request or in full.
//!
//! What fails, fails with what the serializer refuses, and with nothing else; an object says so at
//! its end.

#![allow(clippy::missing_errors_doc, reason = "said once, above")]

use serde::ser::{Serialize, SerializeMap as _, SerializeSeq as _, Serializer};
use std::collections::BTreeMap;

/// Which members are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mode {
    /// Those that a request may carry: none that only the server sets.
    Request,
    /// The same, in a multipart body, which carries files as such.
    Parts,
    /// All of them.
    Full,
}

/// A type that has a JSON form.
pub trait Encode {
    /// Writes the value.
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error>;
}

/// A value and the mode it is written in, for serde.
#[derive(Clone, Copy, Debug)]
pub struct Encoded<'a, T: ?Sized>(pub &'a T, pub Mode);

impl<T: Encode + ?Sized> Serialize for Encoded<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer, self.1)
    }
}

/// An object that is being written. What goes wrong on the way is said at its end, so that writing
/// a member is one call, which the compiler checks in less than half the time that it takes with a
/// `?`.
#[derive(Debug)]
pub struct ObjectEncoder<S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
    mode: Mode,
}

/// Begins an object.
pub fn object<S: Serializer>(serializer: S, mode: Mode) -> ObjectEncoder<S> {
    ObjectEncoder { map: serializer.serialize_map(None), mode }
}

impl<S: Serializer> ObjectEncoder<S> {
    /// Writes a member that is always there.
    #[inline]
    pub fn member<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.entry(name, value);
    }

    /// Writes a member that may be absent.
    #[inline]
    pub fn optional<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.entry(name, value);
        }
    }

    /// Writes a member that only the server sets.
    #[inline]
    pub fn read_only<T: Encode + ?Sized>(&mut self, name: &'static str, value: &T) {
        match self.mode {
            Mode::Request | Mode::Parts => {}
            Mode::Full => self.entry(name, value),
        }
    }

    /// Writes a member that only the server sets and that may be absent.
    #[inline]
    pub fn read_only_optional<T: Encode>(&mut self, name: &'static str, value: &Option<T>) {
        match self.mode {
            Mode::Request | Mode::Parts => {}
            Mode::Full => self.optional(name, value),
        }
    }

    /// Writes the members that have no field of their own.
    #[inline]
    pub fn rest<T: Encode>(&mut self, rest: &BTreeMap<String, T>) {
        for (name, value) in rest {
            self.entry(name, value);
        }
    }

    /// Writes a member, unless one before it was refused.
    fn entry<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(name, &Encoded(value, self.mode))
        {
            self.map = Err(error);
        }
    }

    /// Ends the object.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.map?.end()
    }
}

macro_rules! encode_as_serde {
    ($($type:ty),+) => {$(
        impl Encode for $type {
            fn encode<S: Serializer>(&self, serializer: S, _: Mode) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )+};
}

encode_as_serde!(bool, i32, i64, u32, u64, f32, f64, str, String, serde_json::Value);

impl<T: Encode + ?Sized> Encode for &T {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        (**self).encode(serializer, mode)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        (**self).encode(serializer, mode)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.encode(serializer, mode),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Encode> Encode for [T] {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        for item in self {
            list.serialize_element(&Encoded(item, mode))?;
        }
        list.end()
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        self.as_slice().encode(serializer, mode)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode<S: Serializer>(&self, serializer: S, mode: Mode) -> Result<S::Ok, S::Error> {
        let mut object = object(serializer, mode);
        object.rest(self);
        object.end()
    }
}
