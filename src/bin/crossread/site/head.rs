//! What search engines and tabs show of a site: the collection's own title and description.

/// The page's first file with the title and description of a collection; what is empty stays as
/// the page has it.
pub(super) fn of_collection(html: &str, title: &str, about: &str) -> String {
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

/// The page's first file with a link to its manifest, by which it knows that it may be kept.
pub(super) fn with_manifest(html: &str, name: &str) -> String {
    html.replacen(
        "</title>",
        &format!("</title><link rel=\"manifest\" href=\"{name}\">"),
        1,
    )
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

/// As text or in an attribute, it means itself.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, title: &str, about: &str, expected: &str) {
        assert_eq!(of_collection(html, title, about), expected);
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
}
