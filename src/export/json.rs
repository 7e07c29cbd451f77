//! JSON, written by hand: objects of texts, numbers and lists of texts are all we need.

/// An object that is being written.
#[derive(Debug, Default)]
pub(super) struct Object(String);

impl Object {
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.raw(name, &quoted(value));
    }

    pub(super) fn number(&mut self, name: &str, value: u32) {
        self.raw(name, &value.to_string());
    }

    pub(super) fn list(&mut self, name: &str, values: &[String]) {
        let values: Vec<String> = values.iter().map(|it| quoted(it)).collect();
        self.raw(name, &format!("[{}]", values.join(",")));
    }

    /// A member whose value is JSON.
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&quoted(name));
        self.0.push(':');
        self.0.push_str(value);
    }

    pub(super) fn into_text(self) -> String {
        match self.0.is_empty() {
            true => "{}".to_owned(),
            false => self.0 + "}",
        }
    }
}

/// A list of objects, one a line.
pub(super) fn list(objects: impl Iterator<Item = Object>) -> String {
    let lines: Vec<String> = objects.map(Object::into_text).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// A string of JSON: what must be escaped is.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            // Line ends to JavaScript, which reads a line of JSON as its own now and then.
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c if c < ' ' => {
                let digit = |it: u32| char::from_digit(it, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.extend([digit(c as u32 >> 4), digit(c as u32 & 15)]);
            }
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it fails")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_reader_of_json_gets_the_same_back(
            texts in prop::collection::vec(any::<String>(), 0..5),
            number in any::<u32>(),
        ) {
            let mut object = Object::default();
            object.number("n", number);
            object.list("all", &texts);
            object.text("first", &texts.concat());
            let read: serde_json::Value = serde_json::from_str(&list([object].into_iter())).unwrap();
            let expected = serde_json::json!([
                {"n": number, "all": texts, "first": texts.concat()}
            ]);
            prop_assert_eq!(read, expected);
        }
    }

    #[test]
    fn empty_objects_and_lists() {
        assert_eq!(Object::default().into_text(), "{}");
        assert_eq!(list([].into_iter()), "[\n\n]\n");
    }
}
