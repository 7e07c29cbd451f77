//! Text in HTML and XML.

/// As text or in an attribute, it means itself; characters that XML has no room for are replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            '\t' | '\n' | '\r' => out.push(c),
            '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// JSON in a script element, so that no text ends it.
pub(super) fn json_in_script(json: &serde_json::Value) -> String {
    json.to_string().replace('<', "\\u003c")
}

/// Puts `text` between the first `start` and the `end` after it; nothing where they are not there.
fn replace(html: &mut String, start: &str, end: &str, text: &str) {
    let Some(from) = html.find(start).map(|it| it + start.len()) else {
        return;
    };
    if let Some(length) = html[from..].find(end) {
        html.replace_range(from..from + length, &escaped(text));
    }
}

/// A page of HTML with another title and description; what is empty stays as the page has it.
pub fn titled(html: &str, title: &str, about: &str) -> String {
    let mut html = html.to_owned();
    if !title.is_empty() {
        replace(&mut html, "<title>", "</title>", title);
    }
    if !about.is_empty() {
        replace(
            &mut html,
            "<meta name=\"description\" content=\"",
            "\"",
            about,
        );
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, title: &str, about: &str, expected: &str) {
        assert_eq!(titled(html, title, about), expected);
    }

    #[test]
    fn title_and_description() {
        let html = "<meta name=\"description\" content=\"x\"><title>Crossread</title>";
        check(
            html,
            "</title> & \"Co\"",
            "a\"><script>",
            "<meta name=\"description\" content=\"a&quot;&gt;&lt;script&gt;\">\
             <title>&lt;/title&gt; &amp; &quot;Co&quot;</title>",
        );
        check(html, "", "", html);
        check("<title>x", "y", "z", "<title>x");
    }

    #[test]
    fn what_xml_has_no_room_for() {
        assert_eq!(
            escaped("a\u{0}\u{8}\u{1b}b\u{fffe}\n'"),
            "a\u{fffd}\u{fffd}\u{fffd}b\u{fffd}\n&#39;"
        );
    }
}
