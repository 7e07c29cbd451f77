//! Reads what postcard has written, without stopping at damage.
//!
//! Postcard's own reader may fail at each field, and the code that serde derives then drops the
//! fields before it: in the page that weighed more than the reading. Here nothing fails on the
//! way. Damage is noted, the rest is read as zeros and empty lists, and only the whole is refused;
//! the error that serde asks for has no values, so the compiler leaves out every way to it.

use std::fmt::Display;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};

/// The value that `bytes` are, down to the last one; `None` when they are damaged. Total, and
/// linear in time and memory.
///
/// For types with derived `Deserialize` only: their checks of counts and names always hold here.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let mut decoder = Decoder {
        rest: bytes,
        damaged: false,
    };
    let Ok(value) = T::deserialize(&mut decoder);
    let whole = decoder.rest.is_empty() && !decoder.damaged;
    whole.then_some(value)
}

struct Decoder<'a> {
    rest: &'a [u8],
    damaged: bool,
}

impl<'a> Decoder<'a> {
    /// Notes damage; everything after it is zeros.
    fn damage(&mut self) {
        self.damaged = true;
        self.rest = &[];
    }

    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => {
                self.damage();
                0
            }
        }
    }

    /// A number of at most `max`, seven bits a byte, the lowest first.
    fn number(&mut self, max: u64) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        if number > max {
            self.damage();
            return 0;
        }
        number
    }

    /// A number of things that take a byte each at least.
    fn len(&mut self) -> usize {
        let len = self.number(self.rest.len() as u64) as usize;
        // The number has itself taken a byte.
        if len > self.rest.len() {
            self.damage();
            return 0;
        }
        len
    }

    fn text(&mut self) -> &'a str {
        let len = self.len();
        let (text, rest) = self.rest.split_at(len);
        self.rest = rest;
        str::from_utf8(text).unwrap_or_else(|_| {
            self.damage();
            ""
        })
    }

    fn flag(&mut self) -> bool {
        self.number(1) == 1
    }
}

/// What cannot happen.
#[derive(Debug)]
enum Never {}

const DERIVED: &str = "derived code asks for what was written";

impl Display for Never {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Error for Never {
    fn custom<T: Display>(_: T) -> Never {
        unreachable!("{DERIVED}")
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Never {
        unreachable!("{DERIVED}")
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Never {
        unreachable!("{DERIVED}")
    }
}

macro_rules! numbers {
    ($($method:ident => $visit:ident($type:ty)),*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
            visitor.$visit(self.number(<$type>::MAX.into()) as $type)
        })*
    };
}

impl<'de> Deserializer<'de> for &mut Decoder<'_> {
    type Error = Never;

    numbers!(
        deserialize_u16 => visit_u16(u16),
        deserialize_u32 => visit_u32(u32),
        deserialize_u64 => visit_u64(u64)
    );

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u8(self.byte())
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        // The sign is the lowest bit.
        let number = self.number(u64::MAX);
        visitor.visit_i64((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let bytes = [(); 4].map(|()| self.byte());
        visitor.visit_f32(f32::from_le_bytes(bytes))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.flag())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_str(self.text())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        match self.flag() {
            true => visitor.visit_some(self),
            false => visitor.visit_none(),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.len();
        visitor.visit_seq(Items {
            decoder: self,
            left,
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        let variant = self.number(variants.len() as u64 - 1) as u32;
        visitor.visit_enum(Variant {
            decoder: self,
            variant,
        })
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
        unreachable!("{DERIVED}")
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f64 char bytes byte_buf unit unit_struct map
        identifier ignored_any
    }
}

/// The fields of a struct; there are always as many as it has.
struct Fields<'a, 'b>(&'a mut Decoder<'b>);

impl<'de> SeqAccess<'de> for Fields<'_, '_> {
    type Error = Never;

    #[inline(always)]
    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        seed.deserialize(&mut *self.0).map(Some)
    }
}

/// The items of a list; they end at damage.
struct Items<'a, 'b> {
    decoder: &'a mut Decoder<'b>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        if self.left == 0 || self.decoder.damaged {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.decoder).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// One of the variants of an enum.
struct Variant<'a, 'b> {
    decoder: &'a mut Decoder<'b>,
    variant: u32,
}

impl<'de> EnumAccess<'de> for Variant<'_, '_> {
    type Error = Never;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Never> {
        let name = seed.deserialize(self.variant.into_deserializer())?;
        Ok((name, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, '_> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self.decoder)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self.decoder))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields(self.decoder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Shape {
        Nothing,
        Wrapped(Option<String>),
        Pair(u8, i64),
        Weighed(f32, u8),
        Named { numbers: Vec<u32>, on: bool },
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Whole(Vec<(u16, Shape)>, u64);

    fn shape() -> impl Strategy<Value = Shape> {
        prop_oneof![
            Just(Shape::Nothing),
            any::<Option<String>>().prop_map(Shape::Wrapped),
            any::<(u8, i64)>().prop_map(|it| Shape::Pair(it.0, it.1)),
            any::<(f32, u8)>().prop_map(|it| Shape::Weighed(it.0, it.1)),
            any::<(Vec<u32>, bool)>().prop_map(|(numbers, on)| Shape::Named { numbers, on }),
        ]
    }

    proptest! {
        #[test]
        fn it_reads_what_postcard_writes(items in prop::collection::vec((any::<u16>(), shape()), 0..8), last: u64) {
            let whole = Whole(items, last);
            let bytes = postcard::to_allocvec(&whole).expect("it is plain data");
            prop_assert_eq!(decode::<Whole>(&bytes), Some(whole));
            for end in 0..bytes.len() {
                prop_assert_eq!(decode::<Whole>(&bytes[..end]), None);
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = decode::<Whole>(&bytes);
        }
    }
}
