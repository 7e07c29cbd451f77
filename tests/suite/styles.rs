//! Stylesheets: each rule in a layer, colors in one place.

use std::fs;
use std::path::{Path, PathBuf};

fn stylesheets(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(stylesheets(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_page_links_the_joined_stylesheet_alone() {
    let page = fs::read_to_string("index.html").expect("index.html is there");
    assert_eq!(page.matches("rel=\"css\"").count(), 1);
    assert!(page.contains("rel=\"css\" href=\"build/styles.css\""));
}

#[test]
fn every_rule_is_in_a_layer() {
    for path in stylesheets(Path::new("assets/styles")) {
        let style = fs::read_to_string(&path).expect("styles are text");
        // What stands at the left margin is a layer, a face, a remark or their end.
        let outside = style
            .lines()
            .find(|it| it.starts_with(|c: char| c.is_ascii_alphabetic() || c == '.' || c == '#'));
        assert_eq!(outside, None, "{}", path.display());
    }
}

#[test]
fn colors_stand_in_tokens_only() {
    for path in stylesheets(Path::new("assets/styles")) {
        if path.ends_with("tokens.css") {
            continue;
        }
        let style = fs::read_to_string(&path).expect("styles are text");
        for (n, line) in style.lines().enumerate() {
            let has_hex = line
                .split('#')
                .skip(1)
                .any(|it| it.chars().take_while(char::is_ascii_hexdigit).count() >= 3);
            assert!(
                !has_hex && !line.contains("rgb(") && !line.contains("hsl("),
                "{}:{}: a color outside of tokens.css",
                path.display(),
                n + 1
            );
        }
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let mut texts = vec![fs::read_to_string("index.html").expect("index.html is there")];
    for path in stylesheets(Path::new("assets/styles")) {
        texts.push(fs::read_to_string(path).expect("styles are text"));
    }
    for text in texts {
        assert!(!text.contains("http://") && !text.contains("https://") && !text.contains("//cdn"));
    }
}

/// What keeps the page safe is asserted word for word, so that it is loosened knowingly only.
#[test]
fn the_policy_is_strict() {
    let page = fs::read_to_string("index.html").expect("index.html is there");
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                  img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; \
                  base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
                  trusted-types crossread";
    assert!(
        page.contains(policy),
        "the Content-Security-Policy has changed"
    );
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains(" onclick="));
}
