//! What to put into another page to show there what is on the screen.

/// Two ways to do so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippets {
    /// An element, for pages that may run scripts of this site.
    pub element: String,
    /// A frame, for pages that take no scripts; the script only fits its height.
    pub frame: String,
}

/// The snippets for `hash` on the page at `address`, or a sentence that says why there are none.
/// `title` names what is shown.
pub fn snippets(address: &str, hash: &str, title: &str) -> Result<Snippets, &'static str> {
    let page = address.split('#').next().unwrap_or_default();
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    if !path.starts_with("http") {
        return Err(
            "This page was opened from a disk, where no other page can reach it. Put it on a web \
             server first; then this gives what to paste.",
        );
    }
    let parameters = || query.split('&').filter_map(|it| it.split_once('='));
    if parameters().any(|(name, _)| name == "kept") {
        return Err(
            "These articles are in this browser only, where no other page can reach them. Save them \
             as a site in the Corpus view and put that on a web server first.",
        );
    }
    let corpus = parameters().find(|(name, _)| *name == "corpus");
    let folder = path.rsplit_once('/').map_or("", |it| it.0);
    let (src, with_corpus) = match corpus {
        // A query carries addresses encoded, an attribute as they are; these need no decoding in
        // either, for what is not plain is refused by whoever reads it.
        Some((_, value)) => (
            format!(" src=\"{}\"", escaped(&format!("{folder}/{value}"))),
            format!("&corpus={value}"),
        ),
        None => (String::new(), String::new()),
    };
    let here = escaped(&format!("{page}{hash}"));
    let framed = escaped(&format!("{path}?embed{with_corpus}{hash}"));
    let (at, title) = (escaped(hash.trim_start_matches('#')), escaped(title));
    Ok(Snippets {
        element: format!(
            "<script type=\"module\" src=\"{folder}/embed.js\"></script>\n\
             <cross-read{src} at=\"{at}\"><a href=\"{here}\">{title}</a></cross-read>"
        ),
        frame: format!(
            "<iframe src=\"{framed}\" title=\"{title}\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>\n\
             <script type=\"module\" src=\"{folder}/frame.js\"></script>"
        ),
    })
}

/// As text or in an attribute in double quotes, it means itself.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_shown() {
        let made = snippets(
            "https://a.example/b/index.html#/x",
            "#/quotes?id=a&said=\"no\"",
            "A <b> & c",
        )
        .expect("it is on a server");
        assert_eq!(
            made.element,
            "<script type=\"module\" src=\"https://a.example/b/embed.js\"></script>\n\
             <cross-read at=\"/quotes?id=a&amp;said=&quot;no&quot;\">\
             <a href=\"https://a.example/b/index.html#/quotes?id=a&amp;said=&quot;no&quot;\">\
             A &lt;b&gt; &amp; c</a></cross-read>"
        );
        assert_eq!(
            made.frame,
            "<iframe src=\"https://a.example/b/index.html?embed#/quotes?id=a&amp;said=&quot;no&quot;\" \
             title=\"A &lt;b&gt; &amp; c\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>\n\
             <script type=\"module\" src=\"https://a.example/b/frame.js\"></script>"
        );
    }

    #[test]
    fn of_another_corpus() {
        let made = snippets("http://a.example/?corpus=two.crossread", "#/", "Two")
            .expect("it is on a server");
        assert!(
            (made.element).contains("<cross-read src=\"http://a.example/two.crossread\" at=\"/\">"),
            "{}",
            made.element
        );
        assert!(
            (made.frame).contains("src=\"http://a.example/?embed&amp;corpus=two.crossread#/\""),
            "{}",
            made.frame
        );
    }

    #[test]
    fn not_of_what_nobody_can_reach() {
        for address in [
            "file:///home/me/crossread.html",
            "https://a.example/?kept=1-2",
        ] {
            assert!(snippets(address, "#/", "x").is_err(), "{address}");
        }
    }
}
