//! What a file states about itself: lines `key: value` between two lines `---`.
//!
//! This is the part of YAML that people write by hand. A value runs to the end of its line, bare
//! or in quotation marks; there are no lists and no values over several lines. A line that starts
//! with `#` is a remark.

use super::Problem;

/// The stated keys with their values, and the text below them.
pub(super) struct FrontMatter<'a> {
    /// In the order of the file; each key once, in lower case.
    pub(super) fields: Vec<Field>,
    /// Everything after the closing line.
    pub(super) body: &'a str,
}

/// One line of front matter.
pub(super) struct Field {
    pub(super) key: String,
    /// Never empty: a key without a value counts as not stated.
    pub(super) value: String,
    /// From 1.
    pub(super) line: u32,
}

/// Front matter that is longer has lost its closing line; in lines.
const MAX_LINES: u32 = 200;

/// The front matter of `text`, or `None` with an error among the problems.
pub(super) fn front_matter<'a>(
    file_name: &str,
    text: &'a str,
    problems: &mut Vec<Problem>,
) -> Option<FrontMatter<'a>> {
    let mut fail = |line, message: String, remedy: &str| {
        problems.push(Problem::error(file_name, Some(line), message, remedy));
        None
    };
    let mut lines = Lines {
        rest: text,
        line: 0,
    };
    if lines.next().is_none_or(|first| first.trim_end() != "---") {
        return fail(
            1,
            "the file does not start with front matter".to_owned(),
            "begin it with a line ---, lines title: … and outlet: …, and another line ---",
        );
    }
    let mut fields: Vec<Field> = Vec::new();
    while let Some(line) = lines.next().filter(|_| lines.line <= MAX_LINES) {
        let line = line.trim();
        if line == "---" {
            let body = lines.rest;
            return Some(FrontMatter { fields, body });
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((key, value)) = line.split_once(':') else {
            return fail(
                lines.line,
                format!("“{}” is not of the form key: value", beginning(line)),
                "write the whole value into the line of its key, or close the front matter above \
                 with a line ---",
            );
        };
        let key = key.trim().to_lowercase();
        if fields.iter().any(|it| it.key == key) {
            return fail(
                lines.line,
                format!("“{}” is stated twice", beginning(&key)),
                "keep one of the two lines",
            );
        }
        let value = unquoted(value.trim());
        if !value.is_empty() {
            fields.push(Field {
                key,
                value,
                line: lines.line,
            });
        }
    }
    fail(
        1,
        "the front matter is never closed".to_owned(),
        "put a line --- between it and the article",
    )
}

impl FrontMatter<'_> {
    /// Takes the value of `key` out.
    pub(super) fn take(&mut self, key: &str) -> Option<Field> {
        let index = self.fields.iter().position(|it| it.key == key)?;
        Some(self.fields.remove(index))
    }
}

/// The lines of a text, counted, with what is left of it.
struct Lines<'a> {
    rest: &'a str,
    /// Number of the line returned last.
    line: u32,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        self.rest = rest;
        self.line += 1;
        Some(line)
    }
}

/// The first words of something that may be long, for a message.
pub(super) fn beginning(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// `value` without the quotation marks around it. A value with marks inside only, as in
/// `"No" and "yes"`, is meant as it is written.
fn unquoted(value: &str) -> String {
    let inside = |mark: char| {
        (value.len() >= 2)
            .then(|| value.strip_prefix(mark)?.strip_suffix(mark))
            .flatten()
    };
    if let Some(inside) = inside('"') {
        unescaped(inside).unwrap_or_else(|| value.to_owned())
    } else if let Some(inside) = inside('\'') {
        let plain = inside.replace("''", "");
        if plain.contains('\'') {
            value.to_owned()
        } else {
            inside.replace("''", "'")
        }
    } else {
        value.to_owned()
    }
    .trim()
    .to_owned()
}

/// What stands between double marks, or `None` when a bare mark among it ends the value early.
fn unescaped(inside: &str) -> Option<String> {
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => match chars.peek() {
                Some(&next @ ('"' | '\\')) => {
                    chars.next();
                    out.push(next);
                }
                Some(_) => out.push('\\'),
                None => return None,
            },
            _ => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, meant: &str) {
        assert_eq!(unquoted(written), meant, "{written}");
    }

    #[test]
    fn values_bare_and_quoted() {
        check("Talks go on", "Talks go on");
        check("\"Talks: day two\"", "Talks: day two");
        check("'It''s over'", "It's over");
        check(r#""They said \"no\"""#, "They said \"no\"");
        check(r#""a \\ b \n""#, r"a \ b \n");
    }

    #[test]
    fn marks_that_belong_to_the_value_stay() {
        check("\"No\" and \"yes\"", "\"No\" and \"yes\"");
        check("\"No deal\" yet", "\"No deal\" yet");
        check("\"", "\"");
        check("'tis 'tis'", "'tis 'tis'");
        check(r#""ends in \""#, r#""ends in \""#);
    }
}
